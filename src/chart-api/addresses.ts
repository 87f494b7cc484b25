/** The names in the originals' published addresses; each is also a prefix that every route answers beneath. */
export const PUBLISHED_NAMES = ['k8s-app-monitor-agent', 'k8s-app-monitor-test'] as const;

/** The same as paths, for the rewrite of sub-paths. */
export const PREFIXES: readonly string[] = PUBLISHED_NAMES.map((name) => `/${name}`);
