import type { AgentSettings } from '../platform/config/agent.settings.js';
import type { SubPaths } from '../platform/subpath/sub-paths.js';

/** The names in the originals' published addresses; each is also a path that every route answers beneath. */
export const PUBLISHED_NAMES = ['k8s-app-monitor-agent', 'k8s-app-monitor-test'] as const;

const PUBLISHED_PATHS: readonly string[] = PUBLISHED_NAMES.map((name) => `/${name}`);

/** Beneath which paths the agent answers: the published ones, and those of the settings. */
export function subPathsOf({ BASE_PATHS }: Pick<AgentSettings, 'BASE_PATHS'>): SubPaths {
  return {
    routes: PUBLISHED_PATHS,
    basePaths: BASE_PATHS.filter((path) => !PUBLISHED_PATHS.includes(path)),
  };
}
