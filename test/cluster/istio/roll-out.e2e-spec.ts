import { beforeAll, expect, it } from '@jest/globals';
import { Agent, get, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { eventually } from '../../support/eventually.js';
import { kubectl } from '../support/commands.js';
import { ownNamespace } from '../support/namespaces.js';
import { addressOf, describeWith, IS_SHORT_RUN } from '../support/suites.js';
import { prove } from '../support/proof.js';
import { deploy } from '../support/releases.js';
import { atGateway, meshed, PATH } from './meshed.js';

const INTERVAL_MS = 50;
const MAX_REQUESTS = 6_000;
const REQUEST_TIMEOUT_MS = 15_000;

describeWith('istio')('roll-outs in the mesh', () => {
  let namespace: string;
  let host: string;

  beforeAll(async () => {
    // Istio's init container configures the pod's network as root, which Pod Security `restricted` forbids.
    namespace = await ownNamespace('mesh-roll-out', 'privileged');
    host = `${namespace}.example.com`;
    await deploy({ name: 'k8s-app-monitor', namespace }, { istio: meshed(host) });
    await eventually(
      'the gateway served the agent',
      async () => (await atGateway(host, PATH)).status === 200,
    );
  }, 300_000);

  it.each([
    ['the agent', 'k8s-app-monitor-agent'],
    ['the metrics API', 'k8s-app-monitor-test'],
  ])(
    'lose no request while %s is replaced',
    async (what, name) => {
      // The page contains the metrics: each response has passed gateway, agent and metrics API.
      const url = `${addressOf('ISTIO_GATEWAY_URL')}${PATH}?format=html`;
      const times = IS_SHORT_RUN ? 1 : 2;

      const { sent, failed, reasons } = await requestsTo(url, host, async () => {
        for (let time = 0; time < times; time += 1) await rollOut(name);
      });

      prove(`${times} roll-outs of ${what} in the mesh, at the gateway: ${failed} of ${sent} failed`);
      expect(reasons).toEqual({});
      expect(sent).toBeGreaterThan(100);
    },
    400_000,
  );

  /** Ends once the old pods are gone, because they receive requests until then. */
  async function rollOut(name: string): Promise<void> {
    const deployment = [`deployment/${name}`, '--namespace', namespace];
    await kubectl(['rollout', 'restart', ...deployment]);
    await kubectl(['rollout', 'status', ...deployment, '--timeout=180s']);
    await eventually('one pod was left', async () => {
      const pods = await kubectl([
        ...['get', 'pods', '--namespace', namespace, '--output', 'name'],
        ...['--selector', `app.kubernetes.io/name=${name}`],
      ]);
      return pods.trim().split('\n').length === 1;
    });
  }
});

interface Counts {
  sent: number;
  failed: number;
  /** Counts by status or error code, except 200. */
  readonly reasons: Record<string, number>;
}

/**
 * Sends requests to one address at a steady rate during an event, alternately over a reused and a new connection.
 * Requests are not retried.
 */
async function requestsTo(url: string, host: string, event: () => Promise<void>): Promise<Counts> {
  const counts: Counts = { sent: 0, failed: 0, reasons: {} };
  const kept = new Agent({ keepAlive: true });
  const pending = new Set<Promise<void>>();
  const over = new AbortController();
  const running = event().finally(() => over.abort());
  while (!over.signal.aborted && counts.sent < MAX_REQUESTS) {
    const request = one(url, host, counts, counts.sent % 2 === 0 ? kept : new Agent()).finally(() =>
      pending.delete(request),
    );
    pending.add(request);
    await delay(INTERVAL_MS);
  }
  await Promise.all(pending);
  kept.destroy();
  await running;
  return counts;
}

async function one(url: string, host: string, counts: Counts, agent: Agent): Promise<void> {
  counts.sent += 1;
  const outcome = await outcomeOf(url, host, agent);
  if (outcome === '200') return;
  counts.failed += 1;
  counts.reasons[outcome] = (counts.reasons[outcome] ?? 0) + 1;
}

/** @returns the status of a complete response, otherwise an error code */
async function outcomeOf(url: string, host: string, agent: Agent): Promise<string> {
  try {
    const request = get(url, { agent, headers: { host }, signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS) });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    for await (const chunk of response) void chunk;
    return String(response.statusCode);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? (error as Error).name;
  }
}
