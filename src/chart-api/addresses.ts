import type { SubPaths } from '../platform/http/sub-paths.js';
import type { ChartApiSettings } from './chart-api.settings.js';

/** The names in the originals' published addresses; each is also a path that every route answers beneath. */
export const PUBLISHED_NAMES = ['k8s-app-monitor-agent', 'k8s-app-monitor-test'] as const;

const PUBLISHED_PATHS: readonly string[] = PUBLISHED_NAMES.map((name) => `/${name}`);

/** Beneath which paths the agent answers: the published ones, and those of the settings. */
export function subPathsOf({ BASE_PATHS }: Pick<ChartApiSettings, 'BASE_PATHS'>): SubPaths {
  return {
    routes: PUBLISHED_PATHS,
    basePaths: BASE_PATHS.filter((path) => !PUBLISHED_PATHS.includes(path)),
  };
}

/**
 * Names that no service may have: the published ones, which always stand for the first service, and words that
 * are addresses of the agent, or will be, though no route of today may begin with them.
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
