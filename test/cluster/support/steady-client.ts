import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../../support/eventually.js';
import { kubectl } from './commands.js';
import { type NodePod, outputOf, startInPod } from './node-pod.js';

const SCRIPT = readFileSync(join(import.meta.dirname, 'steady-requests.mjs'), 'utf8');
const REQUESTS_PER_SECOND = 200;
// Longer than anything that the suites do; ends a client that nothing stops.
const MAX_SECONDS = 400;

export interface Count {
  readonly sent: number;
  readonly failed: number;
  /** Counts by status or error code. */
  readonly reasons: Readonly<Record<string, number>>;
}

/** The requests over reused connections, and those with a new connection each. */
export interface Tally {
  readonly kept: Count;
  readonly fresh: Count;
}

/**
 * Sends 200 requests per second to an address, from a separate pod, during an event.
 *
 * @param url - which answers 200 under normal conditions
 * @param event - must last until its consequences are over, such as terminating pods
 */
export async function requestsDuring(
  namespace: string,
  url: string,
  event: () => Promise<void>,
  pod: NodePod = {},
): Promise<Tally> {
  const args = [url, String(REQUESTS_PER_SECOND), String(MAX_SECONDS)];
  const name = await startInPod(namespace, SCRIPT, { ...pod, args });
  try {
    await eventually(`${url} was requested`, async () => (await logOf(namespace, name)).includes('steady'));
    await event();
    await stopClient(namespace, name);
    const [, tally] = (await outputOf(namespace, name)).trim().split('\n');
    return JSON.parse(tally ?? '') as Tally;
  } finally {
    await kubectl(['delete', 'pod', name, '--namespace', namespace, '--ignore-not-found', '--wait=false']);
  }
}

async function stopClient(namespace: string, name: string): Promise<void> {
  const stop = 'process.kill(1, "SIGTERM")';
  try {
    await kubectl(['exec', name, ...inNode(namespace), '--', 'node', '--eval', stop]);
  } catch (error) {
    // Process 1 is the container's: its end can kill this command before it returns. The log has the result.
    if (!/exit code 137$/.test((error as Error).message)) throw error;
  }
}

/** Such as "0 of 6,412 failed over kept connections, 0 of 6,411 with a new one each". */
export function summaryOf({ kept, fresh }: Tally): string {
  return `${failures(kept)} failed over kept connections, ${failures(fresh)} with a new one each`;
}

function failures({ sent, failed, reasons }: Count): string {
  const why = failed === 0 ? '' : ` (${JSON.stringify(reasons)})`;
  return `${failed} of ${sent.toLocaleString('en')}${why}`;
}

/** Empty until the container has started. */
async function logOf(namespace: string, name: string): Promise<string> {
  return kubectl(['logs', name, ...inNode(namespace)]).catch(() => '');
}

function inNode(namespace: string): string[] {
  return ['--container', 'node', '--namespace', namespace];
}
