import type { IncomingHttpHeaders } from 'node:http';
import { prefixOf } from './rewrite-url.js';

// Segments of unreserved characters only (RFC 3986, section 2.3): nothing that could leave an attribute,
// name another host (`//host`) or climb (`..`).
const FORWARDED_PREFIX = /^(\/(?!\.{1,2}(\/|$))[A-Za-z0-9._~-]+)+\/?$/;
const MAX_LENGTH = 256;

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
 * tells the prefix, the answer is relative: a first prefix of ours beneath wherever the reader is, which
 * reaches this service at its root as well as behind a proxy that strips a prefix silently.
 *
 * @param prefixes - the service's own prefixes, as for `rewriteUrl`
 * @returns a path with a slash at the end
 */
export function baseHref(request: AddressedRequest, prefixes: readonly string[]): string {
  const path = request.originalUrl.split('?')[0] ?? '/';
  const own = prefixOf(`${path}/`, prefixes);
  const forwarded = forwardedPrefix(request.headers);
  // A proxy may add the header without stripping: the path then begins with it already.
  if (forwarded !== '' && !`${path}/`.startsWith(`${forwarded}/`)) return `${forwarded}${own}/`;
  if (own !== '') return `${own}/`;
  return forwarded !== '' || prefixes[0] === undefined ? `${forwarded}/` : `${prefixes[0].slice(1)}/`;
}

function forwardedPrefix(headers: IncomingHttpHeaders): string {
  const value = headers['x-forwarded-prefix'];
  if (typeof value !== 'string' || value.length > MAX_LENGTH || !FORWARDED_PREFIX.test(value)) return '';
  return value.replace(/\/$/, '');
}
