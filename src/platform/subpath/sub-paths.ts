/** Paths beneath which every route of a service answers as well. None ends in a slash. */
export interface SubPaths {
  /** Those that are routes themselves, such as `/k8s-app-monitor-agent`. */
  readonly routes: readonly string[];
  /** Those that are not: alone they answer as `/`. */
  readonly basePaths: readonly string[];
}

/** The longest of a service's sub-paths that a path lies beneath, or '' for none. */
export function subPathOf(path: string, { routes, basePaths }: SubPaths): string {
  let longest = '';
  for (const paths of [routes, basePaths]) {
    for (const candidate of paths) {
      if (candidate.length > longest.length && path.startsWith(`${candidate}/`)) longest = candidate;
    }
  }
  return longest;
}
