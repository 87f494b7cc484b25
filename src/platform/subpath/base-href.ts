import type { IncomingHttpHeaders } from 'node:http';
import { LONGEST_PATH, PLAIN_PATH } from './plain-path.js';
import { subPathOf, type SubPaths } from './sub-paths.js';

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
