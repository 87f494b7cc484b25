import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../../support/eventually.js';
import { kubectl } from './commands.js';
import { type NodePod, outputOf, startInPod } from './node-pod.js';

const SCRIPT = readFileSync(join(import.meta.dirname, 'steady-requests.mjs'), 'utf8');
const REQUESTS_PER_SECOND = 200;
// Nothing that the suites do takes as long; a client that is forgotten still ends.
const LONGEST_SECONDS = 400;

export interface Count {
  readonly sent: number;
  readonly failed: number;
  /** How often, by status or by the error's code. */
  readonly reasons: Readonly<Record<string, number>>;
}

/** What was asked over connections that are kept, and with a fresh one for each request. */
export interface Tally {
  readonly kept: Count;
  readonly fresh: Count;
}

/**
 * Asks an address 200 times a second from a pod of its own while something happens.
 *
 * @param url - answers 200 when all is well
 * @param happens - should last until its consequences are over, such as pods that end
 */
export async function whileAsked(
  namespace: string,
  url: string,
  happens: () => Promise<void>,
  pod: NodePod = {},
): Promise<Tally> {
  const args = [url, String(REQUESTS_PER_SECOND), String(LONGEST_SECONDS)];
  const name = await startInPod(namespace, SCRIPT, { ...pod, args });
  try {
    await eventually(`${url} was asked`, async () => (await logOf(namespace, name)).includes('steady'));
    await happens();
    const stop = 'process.kill(1, "SIGTERM")';
    await kubectl(['exec', name, ...inNode(namespace), '--', 'node', '--eval', stop]);
    const [, tally] = (await outputOf(namespace, name)).trim().split('\n');
    return JSON.parse(tally ?? '') as Tally;
  } finally {
    await kubectl(['delete', 'pod', name, '--namespace', namespace, '--ignore-not-found', '--wait=false']);
  }
}

/** Such as "0 of 6,412 failed over kept connections, 0 of 6,411 with a new one each". */
export function told({ kept, fresh }: Tally): string {
  return `${failures(kept)} failed over kept connections, ${failures(fresh)} with a new one each`;
}

function failures({ sent, failed, reasons }: Count): string {
  const why = failed === 0 ? '' : ` (${JSON.stringify(reasons)})`;
  return `${failed} of ${sent.toLocaleString('en')}${why}`;
}

/** Empty as long as the container has not started. */
async function logOf(namespace: string, name: string): Promise<string> {
  return kubectl(['logs', name, ...inNode(namespace)]).catch(() => '');
}

function inNode(namespace: string): string[] {
  return ['--container', 'node', '--namespace', namespace];
}
