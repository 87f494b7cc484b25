import { PUBLISHED_NAMES } from './addresses.js';

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
