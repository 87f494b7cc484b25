import type { IncomingHttpHeaders } from 'node:http';

/** The longest path that a service is told to stand beneath. */
export const LONGEST_PATH = 256;

/**
 * Segments of unreserved characters only (RFC 3986, section 2.3): nothing that could leave an attribute, name another
 * host (`//host`) or climb (`..`). A slash may stand at the end.
 */
export const PLAIN_PATH = /^(\/(?!\.{1,2}(\/|$))[A-Za-z0-9._~-]+)+\/?$/;

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

/** What of a request tells where the page stands for its reader. */
export interface AddressedRequest {
  /** Path and query as they came, before any rewrite. */
  readonly originalUrl: string;
  readonly headers: IncomingHttpHeaders;
}

/**
 * The value of `<base href>` for a page: the path that the service's routes hang on, as its reader sees it.
 *
 * A proxy that strips a prefix may say so in `X-Forwarded-Prefix`. Where neither the path nor that header
 * tells the prefix, the answer is relative: a first route of ours beneath wherever the reader is, which
 * reaches this service at its root as well as behind a proxy that strips a prefix silently.
 *
 * @returns a path with a slash at the end
 */
export function baseHref(request: AddressedRequest, subPaths: SubPaths): string {
  const path = request.originalUrl.split('?')[0] ?? '/';
  const own = subPathOf(`${path}/`, subPaths);
  const forwarded = forwardedPrefix(request.headers);
  // A proxy may add the header without stripping: the path then begins with it already.
  if (forwarded !== '' && !`${path}/`.startsWith(`${forwarded}/`)) return `${forwarded}${own}/`;
  if (own !== '') return `${own}/`;
  const [first] = subPaths.routes;
  return forwarded !== '' || first === undefined ? `${forwarded}/` : `${first.slice(1)}/`;
}

function forwardedPrefix(headers: IncomingHttpHeaders): string {
  const value = headers['x-forwarded-prefix'];
  if (typeof value !== 'string' || value.length > LONGEST_PATH || !PLAIN_PATH.test(value)) return '';
  return value.replace(/\/$/, '');
}

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
