import type { IncomingHttpHeaders } from 'node:http';

/** Maximum length of a path prefix. */
export const LONGEST_PATH = 256;

/**
 * Segments of unreserved characters only (RFC 3986, section 2.3): nothing that could escape from an HTML attribute,
 * name another host (`//host`) or go up (`..`). A trailing slash is allowed.
 */
export const PLAIN_PATH = /^(\/(?!\.{1,2}(\/|$))[A-Za-z0-9._~-]+)+\/?$/;

/** Path prefixes under which every route of a service also answers. None ends in a slash. */
export interface SubPaths {
  /** Prefixes that are routes themselves, such as `/k8s-app-monitor-agent`. */
  readonly routes: readonly string[];
  /** Prefixes that are not routes: on their own they answer as `/`. */
  readonly basePaths: readonly string[];
  /** Routes that answer with a slash at the end as well; none when absent. */
  readonly slashedPaths?: readonly string[];
}

/** The sub-paths of a service that answers at its root only. */
export const NO_SUB_PATHS: SubPaths = { routes: [], basePaths: [] };

/** The injection token of a service's sub-paths. */
export const SUB_PATHS = Symbol('SubPaths');

/** The longest sub-path that a path is under, or '' for none. */
export function subPathOf(path: string, { routes, basePaths }: SubPaths): string {
  let longest = '';
  for (const paths of [routes, basePaths]) {
    for (const candidate of paths) {
      if (candidate.length > longest.length && path.startsWith(`${candidate}/`)) longest = candidate;
    }
  }
  return longest;
}

/** The parts of a request that show at which address its reader sees the page. */
export interface AddressedRequest {
  /** Path and query as received, before any rewrite. */
  readonly originalUrl: string;
  readonly headers: IncomingHttpHeaders;
}

/**
 * The value of `<base href>` for a page: the path of the service's root as its reader sees it.
 *
 * A proxy that strips a prefix can report it in `X-Forwarded-Prefix`. If neither the path nor that header shows the
 * prefix, the result is relative: the service's first route under the reader's own address, which reaches this service
 * both at its root and behind a proxy that strips a prefix silently (docs/adr/0002).
 *
 * @returns a path with a trailing slash
 */
export function baseHref(request: AddressedRequest, subPaths: SubPaths): string {
  const path = request.originalUrl.split('?')[0] ?? '/';
  const own = subPathOf(`${path}/`, subPaths);
  const forwarded = forwardedPrefix(request.headers);
  // Some proxies add the header without stripping the prefix: the path then still begins with it.
  if (forwarded !== '' && !`${path}/`.startsWith(`${forwarded}/`)) return `${forwarded}${own}/`;
  if (own !== '') return `${own}/`;
  const [first] = subPaths.routes;
  return forwarded !== '' || first === undefined ? `${forwarded}/` : `${first.slice(1)}/`;
}

/**
 * `baseHref` for a page at any depth.
 *
 * Without a known prefix, the base is relative to the page: a proxy can strip a prefix silently (docs/adr/0002).
 */
export function deepBaseHref(request: AddressedRequest, subPaths: SubPaths): string {
  const base = baseHref(request, subPaths);
  if (base.startsWith('/') && base !== '/') return base;
  const [path = ''] = request.originalUrl.split('?');
  return './' + '../'.repeat(Math.max(0, path.split('/').length - 2)) + (base === '/' ? '' : base);
}

function forwardedPrefix(headers: IncomingHttpHeaders): string {
  const value = headers['x-forwarded-prefix'];
  if (typeof value !== 'string' || value.length > LONGEST_PATH || !PLAIN_PATH.test(value)) return '';
  return value.replace(/\/$/, '');
}

/**
 * Removes a sub-path from an address, so that every route also answers under each of them.
 *
 * `/prefix/` becomes `/` and `/prefix/docs` becomes `/docs`. The sub-path alone becomes `/`, or stays as it is when it
 * is a route. A route that answers with a slash at the end loses the slash.
 *
 * @param url - path and query, as in the request line
 */
export function rewriteUrl(url: string, subPaths: SubPaths): string {
  const exact = subPaths.basePaths.find((basePath) => hasPath(url, basePath));
  if (exact !== undefined) return `/${url.slice(exact.length)}`;
  return withoutLastSlash(url.slice(subPathOf(url, subPaths).length), subPaths);
}

function withoutLastSlash(url: string, { slashedPaths = [] }: SubPaths): string {
  const path = slashedPaths.find((slashed) => hasPath(url, `${slashed}/`));
  return path === undefined ? url : path + url.slice(path.length + 1);
}

function hasPath(url: string, path: string): boolean {
  return url.startsWith(path) && (url.length === path.length || url[path.length] === '?');
}
