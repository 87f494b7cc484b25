import { subPathOf, type SubPaths } from './sub-paths.js';

/**
 * Takes a sub-path off an address, so that every route answers beneath each of them too.
 *
 * `/prefix/` becomes `/`, `/prefix/docs` becomes `/docs`. The sub-path alone becomes `/`, or is left as it is where
 * it is a route.
 *
 * @param url - path and query, as in the request line
 */
export function rewriteUrl(url: string, subPaths: SubPaths): string {
  const alone = subPaths.basePaths.find((basePath) => isPathOf(url, basePath));
  if (alone !== undefined) return `/${url.slice(alone.length)}`;
  return url.slice(subPathOf(url, subPaths).length);
}

function isPathOf(url: string, path: string): boolean {
  return url.startsWith(path) && (url.length === path.length || url[path.length] === '?');
}
