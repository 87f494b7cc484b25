import type { IncomingHttpHeaders } from 'node:http';
import { InvalidInputError } from '../../../platform/errors/catalogue.js';
import { refusal } from '../../../platform/errors/expected.js';
import { type AddressedRequest, baseHref } from '../../../platform/subpath/base-href.js';
import type { SubPaths } from '../../../platform/subpath/sub-paths.js';

// A DNS name, an IPv4 address or one of IPv6 in brackets, and a port: nothing that could name another path or user.
const HOST = /^([A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9])?|\[[0-9a-fA-F:.]{2,45}\])(:\d{1,5})?$/;

/**
 * The address that the service's routes hang on, as its caller sees it, with a slash at the end.
 *
 * Proxies tell what they changed in `X-Forwarded-Proto`, `X-Forwarded-Host` and `X-Forwarded-Prefix`. A caller who
 * makes them up gets an answer that leads elsewhere, and is the only one who does: the answer is kept nowhere.
 *
 * @throws InvalidInputError when no header names a host
 */
export function publicAddress(request: AddressedRequest, subPaths: SubPaths): string {
  const { headers } = request;
  const scheme = firstOf(headers, 'x-forwarded-proto') === 'https' ? 'https' : 'http';
  const base = baseHref(request, subPaths);
  // Where nothing tells the prefix, the base is relative: for an address to be given away that is the root.
  return `${scheme}://${hostOf(headers)}${base.startsWith('/') ? base : '/'}`;
}

function hostOf(headers: IncomingHttpHeaders): string {
  const forwarded = firstOf(headers, 'x-forwarded-host');
  if (forwarded !== undefined && HOST.test(forwarded)) return forwarded;
  if (headers.host !== undefined && HOST.test(headers.host)) return headers.host;
  throw new InvalidInputError([
    { field: 'Host', sentence: refusal('Host', 'a host name, with or without a port', headers.host) },
  ]);
}

/** The value of the proxy nearest to the caller: each adds its own behind those before it. */
function firstOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value.split(',')[0]?.trim() : undefined;
}
