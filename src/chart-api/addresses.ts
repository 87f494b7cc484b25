import type { ServiceIndex } from '../platform/http/index-pages.js';
import type { SubPaths } from '../platform/http/sub-paths.js';
import type { SourcesSettings } from '../sources/sources.settings.js';
import type { ChartApiSettings } from './chart-api.settings.js';

/** The names in the published addresses; every route also answers under `/<name>/`. */
export const PUBLISHED_NAMES = ['k8s-app-monitor-agent', 'k8s-app-monitor-test'] as const;

/** The paths at which the agent shows its first service. */
export const PICTURE_PATHS: readonly string[] = ['', ...PUBLISHED_NAMES];

/**
 * The agent's own addresses, apart from the pictures: a title for readers by first segment. A route that is added under
 * another segment is added here and to `isAddress` in the Helm chart's `_agent.tpl`; tests compare all three.
 */
const OWN_ADDRESSES = {
  'api.html': 'The API on one page',
  assets: undefined,
  chart: 'Charts by URL, compatible with QuickChart',
  d3graph: 'The service graph for D3',
  docs: 'The API in Swagger UI',
  dotgraph: 'The service graph in the DOT language',
  dotviz: 'The service graph as a page',
  force: undefined,
  graph: 'The service graph',
  healthcheck: 'Health, as QuickChart reports it',
  healthz: 'Liveness',
  'openapi.json': 'The OpenAPI document',
  'openapi.yaml': 'The OpenAPI document in YAML',
  readyz: 'Readiness',
} as const;

/** The first segments of the agent's own routes, apart from the pictures. */
export const OWN_SEGMENTS: readonly string[] = Object.keys(OWN_ADDRESSES);

/** The agent's own segments that also exist with the extension of a format, such as `/chart.png`. */
export const OWN_PICTURES: readonly string[] = ['chart', 'graph'];

/** Addresses that QuickChart also serves with a slash at the end, as `/chart/?c=…`. */
const SLASHED_PATHS: readonly string[] = ['/chart', '/chart/create', '/healthcheck'];

// `/chart` itself needs a chart.
const EXAMPLE_CHART =
  "chart?v=4&c={type:'bar',data:{labels:['Q1','Q2'],datasets:[{label:'Users',data:[50,60]}]}}";

/** The addresses that exist, for readers. */
export function agentIndex({ SERVICES }: Pick<SourcesSettings, 'SERVICES'>): ServiceIndex {
  const pictures = [
    ...PUBLISHED_NAMES.map((name) => [name, 'Current metrics'] as const),
    ...SERVICES.map(({ name }) => [name, `Current metrics of ${name}`] as const),
  ];
  const own = Object.entries(OWN_ADDRESSES).flatMap(([path, title]) =>
    title === undefined ? [] : [[path === 'chart' ? EXAMPLE_CHART : path, title] as const],
  );
  return {
    service: PUBLISHED_NAMES[0],
    groups: [
      { title: 'Metrics as charts', links: Object.fromEntries(pictures) },
      { title: 'API', links: Object.fromEntries(own) },
    ],
  };
}

/**
 * Names that a service in SERVICES cannot have: the published names, which always show the first service, and words
 * that are addresses of the agent or were set aside for them.
 *
 * The list is frozen: a name that is allowed today must not prevent a later version from starting. Where such a
 * version adds an address of the same name, the service keeps it (see `AddressChecks`).
 */
export const RESERVED_NAMES: ReadonlySet<string> = new Set([
  ...PUBLISHED_NAMES,
  'api',
  'assets',
  'chart',
  'charts',
  'docs',
  'dotviz',
  'events',
  'favicon',
  'force',
  'forceviz',
  'gallery',
  'graph',
  'healthz',
  'livez',
  'metrics',
  'openapi',
  'proof',
  'readyz',
  'robots',
  'services',
  'startupz',
  'static',
  'topology',
  'trace',
  'traces',
]);

const PUBLISHED_PATHS: readonly string[] = PUBLISHED_NAMES.map((name) => `/${name}`);

/** The paths under which every route of the agent answers: the published ones, and BASE_PATHS. */
export function subPathsOf({ BASE_PATHS }: Pick<ChartApiSettings, 'BASE_PATHS'>): SubPaths {
  return {
    routes: PUBLISHED_PATHS,
    basePaths: BASE_PATHS.filter((path) => !PUBLISHED_PATHS.includes(path)),
    slashedPaths: SLASHED_PATHS,
  };
}
