import { describe } from '@jest/globals';
import { tellSkipped } from './proof.js';

type Part = 'traefik' | 'istio';
type Address = 'TRAEFIK_URL' | 'ISTIO_GATEWAY_URL' | 'ZIPKIN_URL';

const wanted = (process.env['CLUSTER_WITH'] ?? '').split(',');

/** `describe` where the run was asked for the part; elsewhere the suite is skipped and says so in one line. */
export function describeWith(part: Part): typeof describe | typeof describe.skip {
  if (wanted.includes(part)) return describe;
  tellSkipped(`run without ${part}: --with ${part} asks for it`);
  return describe.skip;
}

/** Where a part is reached. @throws Error where the run was asked for the part and not told */
export function addressOf(variable: Address): string {
  const address = process.env[variable];
  if (!address) throw new Error(`Expected an address in ${variable}, such as http://192.0.2.1:32080`);
  return address;
}
