import { existsSync, readFileSync } from 'node:fs';
import type { INestApplication } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { stringify } from 'yaml';
import { z } from 'zod';
import { contentSecurityPolicy } from '../html.js';
import { type SubPaths, baseHref } from '../http/sub-paths.js';
import { apiPage, apiPagePolicy } from './api-page.js';
import { PROBLEM_SCHEMA } from './api.decorators.js';

/** The result that `@nestjs/swagger` expects of a schema converter. */
interface Conversion {
  readonly schema: unknown;
  readonly components?: Record<string, unknown>;
}

/**
 * Converts a zod schema to the JSON Schema of OpenAPI 3.1.
 *
 * The library's own conversion targets OpenAPI 3.0, where `exclusiveMinimum` is a boolean. A schema with an id becomes
 * a component, which gives it a name in documents and generated clients.
 *
 * @see https://spec.openapis.org/oas/v3.1.1.html#schema-object
 */
export function toOpenApi31(
  schema: unknown,
  { schemaType }: { schemaType: 'input' | 'output' },
): Conversion | undefined {
  if (!(schema instanceof z.ZodType)) return undefined;
  const converted = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io: schemaType,
    reused: 'inline',
    override: ({ jsonSchema }) => {
      // A query parameter that is an integer has its default as text, like every value that it receives.
      const { type, default: fallback } = jsonSchema;
      if (type === 'integer' && typeof fallback === 'string') jsonSchema.default = Number(fallback);
    },
  });
  const {
    $schema: _dialect,
    $defs: definitions = {},
    id: _id,
    ...inline
  } = converted as Record<string, unknown>;
  return { schema: inline, components: definitions as Record<string, unknown> };
}

/** The part of the document that does not come from the routes. */
export interface DocumentInfo {
  readonly title: string;
  /** Ids of GET operations by path: the library gives all paths of one handler the same id. */
  readonly operationIds?: Readonly<Record<string, string>>;
  readonly description: string;
  readonly examples?: AnswerExamples;
}

// The source files are one folder level above the files that are compiled from them into dist.
const PACKAGE_FILE = ['../../../package.json', '../../../../package.json']
  .map((path) => new URL(path, import.meta.url))
  .find((file) => existsSync(file));

/** The version in package.json, which the API documents show. */
export function projectVersion(): string {
  if (PACKAGE_FILE === undefined) throw new Error('Expected package.json in the folder of the project');
  return (JSON.parse(readFileSync(PACKAGE_FILE, 'utf8')) as { version: string }).version;
}

/** Examples of successful answers: by operation id, then by media type. */
export type AnswerExamples = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The OpenAPI 3.1 document of a service, built from its controllers. */
export function buildDocument(app: INestApplication, info: DocumentInfo): OpenAPIObject {
  const base = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(info.title)
    .setDescription(info.description)
    .setVersion(projectVersion())
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .build();
  const document = SwaggerModule.createDocument(app, base, { standardSchemaConverter: toOpenApi31 });
  for (const [path, id] of Object.entries(info.operationIds ?? {})) {
    const operation = document.paths[path]?.get;
    if (operation === undefined) throw new Error(`Expected ${path} to be a documented path`);
    operation.operationId = id;
  }
  addExamples(document, info.examples ?? {});
  const { schemas } = document.components ?? {};
  return {
    ...document,
    components: { ...document.components, schemas: { ...schemas, Problem: PROBLEM_SCHEMA } },
  };
}

interface DocumentedOperation {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, { content?: Record<string, object> }>>;
}

/** Adds examples in place. The library gives each form of an answer the schema of its JSON; texts get their own. */
function addExamples(document: OpenAPIObject, examples: AnswerExamples): void {
  const operations = Object.values(document.paths).flatMap(
    (methods) => Object.values(methods) as DocumentedOperation[],
  );
  for (const [operationId, byMediaType] of Object.entries(examples)) {
    const success = operations.find((operation) => operation.operationId === operationId)?.responses['200'];
    if (success === undefined) throw new Error(`No operation ${operationId} with a response 200`);
    success.content ??= {};
    for (const [mediaType, example] of Object.entries(byMediaType)) {
      const described =
        typeof example === 'string' ? { schema: { type: 'string' } } : success.content[mediaType];
      success.content[mediaType] = { ...described, example };
    }
  }
}

// Any caller that is a trusted proxy can name another prefix.
const MAX_CACHED_TEXTS = 8;

const SWAGGER_UI = 'docs';

// Swagger UI's page uses inline styles and data: icons, and shows images from blobs; its scripts are files.
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
  // The server address matches the reader's own, so that "Try it out" works under a prefix.
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
  server.addHook('onSend', ({ routeOptions: { url: route = '' } }, reply, _payload, done) => {
    const isPage = route === `/${SWAGGER_UI}` || route.startsWith(`/${SWAGGER_UI}/`);
    if (isPage) void reply.header('content-security-policy', swaggerUiPolicy);
    // The files of Swagger UI, which are the same for all readers, have a Cache-Control.
    if ((isPage || route.startsWith('/openapi.')) && !reply.hasHeader('cache-control')) {
      void reply.header('vary', 'X-Forwarded-Prefix').header('cache-control', 'no-store');
    }
    done();
  });

  // Serializing it takes tens of milliseconds.
  const texts = new LRUCache<string, string>({
    max: MAX_CACHED_TEXTS,
    memoMethod: (url) => stringify({ ...document, servers: [{ url }] }, { aliasDuplicateObjects: false }),
  });
  server.get('/openapi.yaml', (request, reply) =>
    reply.type('application/yaml; charset=utf-8').send(texts.memo(serverUrl(baseHref(request, subPaths)))),
  );

  const page = apiPage(document);
  server.get('/api.html', (_request, reply) =>
    reply.type('text/html; charset=utf-8').header('content-security-policy', apiPagePolicy).send(page),
  );
}

/**
 * The server's address in the document. It has no trailing slash, since paths of operations begin with one.
 *
 * Swagger UI resolves a relative address against its own page, which is served at both `docs` and `docs/`. One step up
 * leads to the same address from both, because the parent of the root is the root.
 */
function serverUrl(base: string): string {
  const address = base === '/' ? base : base.replace(/\/$/, '');
  return address.startsWith('/') ? address : `../${address}`;
}
