import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { NotAcceptableError } from '../platform/errors.js';
import { preferredForm } from '../platform/http/accept.js';
import { IndexPages, SERVICE_INDEX, type ServiceIndex } from '../platform/http/index-pages.js';
import { SUB_PATHS, type SubPaths, baseHref } from '../platform/http/sub-paths.js';
import { ApiCommonProblems } from '../platform/openapi/api.decorators.js';

// JSON comes first: callers without a preference get it.
const MEDIA_TYPES = { json: 'application/json', html: 'text/html' } as const;

const DESCRIPTION =
  'The metrics API of k8s-app-monitor: metrics of applications from a model of real services, as JSON and for Prometheus.';

/** The addresses of the metrics API, for readers. */
export const metricsApiIndex: ServiceIndex = {
  service: 'k8s-app-monitor-test',
  groups: [
    {
      title: 'Metrics',
      links: {
        metrics: 'The last complete second of the default application; all applications for Prometheus',
        'api/v1/apps': 'The applications',
        'api/v1/topology': 'The graph of calls, with rates',
        'api/v1/incidents': 'Past and future incidents',
        'api/v1/scenario': 'The active scenario',
      },
    },
    {
      title: 'API',
      links: {
        docs: 'The API in Swagger UI',
        'api.html': 'The API on one page',
        'openapi.json': 'The OpenAPI document',
        'openapi.yaml': 'The OpenAPI document in YAML',
        healthz: 'Liveness',
        readyz: 'Readiness',
      },
    },
  ],
};

const indexSchema = z
  .object({
    service: z.string().describe('The name of the service.'),
    description: z.string().describe('What the service does.'),
    links: z
      .array(
        z
          .object({
            href: z.string().describe('A path on the same host.'),
            title: z.string().describe('What is there.'),
          })
          .meta({ id: 'IndexLink' }),
      )
      .describe('Where to find what the service offers.'),
  })
  .meta({ id: 'Index' });

/** What the index contains as JSON. */
export function indexDocument(base: string): z.output<typeof indexSchema> {
  const { service, groups } = metricsApiIndex;
  const links = groups.flatMap((group) =>
    Object.entries(group.links).map(([path, title]) => ({ href: `${base}${path}`, title })),
  );
  return { service, description: DESCRIPTION, links };
}

/** The root of the metrics API: a page for people, and the same links for programs. */
@ApiTags('index')
@Controller()
export class IndexController {
  constructor(
    private readonly pages: IndexPages,
    @Inject(SERVICE_INDEX) private readonly index: ServiceIndex,
    @Inject(SUB_PATHS) private readonly subPaths: SubPaths,
  ) {}

  @Get()
  @ApiOperation({ summary: 'What the service is, with links', operationId: 'getIndex' })
  @ApiProduces('application/json', 'text/html')
  @ApiResponse({ status: 200, description: 'The index.', standardSchema: indexSchema })
  @ApiCommonProblems(406)
  get(@Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const { accept } = request.headers;
    const form = preferredForm(accept, MEDIA_TYPES);
    if (form === undefined) throw new NotAcceptableError(accept ?? '', Object.values(MEDIA_TYPES));
    if (form === 'html') return this.pages.send(request, reply, 200, this.index.service, DESCRIPTION);
    const document = indexDocument(baseHref(request, this.subPaths));
    void reply
      .header('vary', 'Accept, X-Forwarded-Prefix')
      .header('cache-control', 'no-store')
      .type('application/json; charset=utf-8')
      .send(`${JSON.stringify(document)}\n`);
  }
}
