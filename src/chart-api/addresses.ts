import type { SubPaths } from '../platform/http/sub-paths.js';
import type { ChartApiSettings } from './chart-api.settings.js';

/** The names in the published addresses; every route also answers under `/<name>/`. */
export const PUBLISHED_NAMES = ['k8s-app-monitor-agent', 'k8s-app-monitor-test'] as const;

/** The paths at which the agent shows its first service. */
export const PICTURE_PATHS: readonly string[] = ['', ...PUBLISHED_NAMES];

/**
 * The first segments of the agent's own routes, apart from the pictures. A route that is added under another segment
 * is added here and to `isAddress` in the Helm chart's `_agent.tpl`; tests compare all three.
 */
export const OWN_SEGMENTS: readonly string[] = [
  'api.html',
  'assets',
  'chart',
  'docs',
  'healthz',
  'openapi.json',
  'openapi.yaml',
  'readyz',
];

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
  };
}
