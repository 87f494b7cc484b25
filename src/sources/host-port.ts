import { isIPv6 } from 'node:net';

/** `host:port` as it stands in an address; an IPv6 address goes in brackets (RFC 3986, section 3.2.2). */
export function hostPort(host: string, port: number): string {
  return isIPv6(host) ? `[${host}]:${port}` : `${host}:${port}`;
}
