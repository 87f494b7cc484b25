import type { IncomingMessage } from 'node:http';
import { BlockList, isIPv4, isIPv6 } from 'node:net';

/** Whether an address of a connection is that of a proxy whose headers are believed. */
export type TrustedProxies = (address: string | undefined) => boolean;

/** Loopback, link-local and private addresses, and those that providers share among customers (RFC 6598). */
export const LOCAL_NETWORKS =
  '127.0.0.0/8,::1/128,169.254.0.0/16,fe80::/10,10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,100.64.0.0/10,fc00::/7';

const MOST_NETWORKS = 64;

/**
 * Reads the value of TRUST_PROXY. IPv4 networks also match IPv4 addresses in IPv6 form (`::ffff:10.0.0.1`).
 *
 * @param text - `all`, `none`, or networks and addresses separated by commas
 * @returns undefined when the text is none of these
 */
export function trustedProxiesIn(text: string): TrustedProxies | undefined {
  if (text === 'all') return () => true;
  if (text === 'none') return () => false;
  const networks = text.split(',').map((network) => network.trim());
  const trusted = new BlockList();
  if (networks.length > MOST_NETWORKS || !networks.every((network) => addNetwork(trusted, network))) {
    return undefined;
  }
  return (address) => address !== undefined && trusted.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');
}

/** @returns false when the text is not a network */
function addNetwork(list: BlockList, network: string): boolean {
  const [address = '', prefix, ...more] = network.split('/');
  const [longest, family] = isIPv4(address) ? ([32, 'ipv4'] as const) : ([128, 'ipv6'] as const);
  if (more.length > 0 || !(isIPv4(address) || isIPv6(address))) return false;
  if (prefix !== undefined && !(/^\d{1,3}$/.test(prefix) && Number(prefix) <= longest)) return false;
  list.addSubnet(address, prefix === undefined ? longest : Number(prefix), family);
  return true;
}

/** What proxies say about the request that they received. */
const FORWARDED = [
  'x-forwarded-prefix',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-forwarded-client-cert',
] as const;

/** Removes what only a trusted proxy may say, so that no other code has to know who sent a request. */
export function dropUntrusted({ headers, socket }: IncomingMessage, isTrusted: TrustedProxies): void {
  if (!FORWARDED.some((name) => headers[name] !== undefined) || isTrusted(socket.remoteAddress)) return;
  for (const name of FORWARDED) delete headers[name];
}
