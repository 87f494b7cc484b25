import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { stringify } from 'yaml';
import { contentSecurityPolicy } from '../html/content-security-policy.js';
import { baseHref } from '../subpath/base-href.js';
import type { SubPaths } from '../subpath/sub-paths.js';
import { apiPage, apiPagePolicy } from './api-page.js';
import { buildDocument, type DocumentInfo } from './build-document.js';

const SWAGGER_UI = 'docs';

// Swagger UI's own page holds inline styles and data: icons, and shows a picture that came as a blob; its
// scripts are files.
const swaggerUiPolicy = contentSecurityPolicy({
  'script-src': "'self'",
  'style-src': "'self' 'unsafe-inline'",
  'img-src': "'self' data: blob:",
  'font-src': "'self' data:",
  'connect-src': "'self'",
});

/** Serves the API document: `/docs` (Swagger UI), `/openapi.json`, `/openapi.yaml` and `/api.html`. */
export function setUpDocs(app: NestFastifyApplication, info: DocumentInfo, subPaths: SubPaths): void {
  const document = buildDocument(app, info);
  const server: FastifyInstance = app.getHttpAdapter().getInstance();
  // The document names the address that its reader came by, so that "Try it out" works beneath a prefix.
  const servedTo = (request: FastifyRequest): OpenAPIObject => ({
    ...document,
    servers: [{ url: serverUrl(baseHref(request, subPaths)) }],
  });

  SwaggerModule.setup(SWAGGER_UI, app, document, {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
    patchDocumentOnRequest: (request) => servedTo(request as FastifyRequest),
    customSiteTitle: info.title,
    swaggerOptions: { validatorUrl: null, tryItOutEnabled: true },
  });
  server.addHook('onSend', (request, reply, _payload, done) => {
    if (request.url.startsWith(`/${SWAGGER_UI}`))
      void reply.header('content-security-policy', swaggerUiPolicy);
    done();
  });

  server.get('/openapi.yaml', (request, reply) =>
    reply
      .type('application/yaml; charset=utf-8')
      .send(stringify(servedTo(request), { aliasDuplicateObjects: false })),
  );

  const page = apiPage(document);
  server.get('/api.html', (_request, reply) =>
    reply.type('text/html; charset=utf-8').header('content-security-policy', apiPagePolicy).send(page),
  );
}

/**
 * The server's address for the document. Paths of operations begin with a slash, so it ends without one.
 *
 * Swagger UI resolves a relative address against its own page, which is at `docs` as well as at `docs/`: one
 * step up reaches the same place from both, since above the root there is only the root.
 */
function serverUrl(base: string): string {
  const address = base === '/' ? base : base.replace(/\/$/, '');
  return address.startsWith('/') ? address : `../${address}`;
}
