// Which suites run: --with, --short.
import { describe } from '@jest/globals';
import { reportSkipped } from './proof.js';

type AddOn = 'traefik' | 'istio';
type Address = 'TRAEFIK_URL' | 'ISTIO_GATEWAY_URL' | 'ZIPKIN_URL';

const requested = (process.env['CLUSTER_WITH'] ?? '').split(',');

/** `describe` if the run has the add-on; otherwise the suite is skipped with one line that says so. */
export function describeWith(addOn: AddOn): typeof describe | typeof describe.skip {
  if (requested.includes(addOn)) return describe;
  reportSkipped(`the run does not use ${addOn}; --with ${addOn} does`);
  return describe.skip;
}

/** The address of an add-on. @throws Error if the run has the add-on but not its address */
export function addressOf(variable: Address): string {
  const address = process.env[variable];
  if (!address) throw new Error(`Expected an address in ${variable}, such as http://192.0.2.1:32080`);
  return address;
}

export const IS_SHORT_RUN = process.env.CLUSTER_SHORT === 'yes';

/** `describe` for suites that a short run skips. */
export function describeInFull(name: string, tests: () => void): void {
  if (IS_SHORT_RUN) reportSkipped(`${name}: not part of a short run`);
  (IS_SHORT_RUN ? describe.skip : describe)(name, tests);
}
