import { beforeAll, describe, expect, it } from '@jest/globals';
import { ownNamespace } from '../support/namespaces.js';
import { prove } from '../support/proof.js';
import { deploy } from '../support/releases.js';
import { IS_SHORT_RUN } from '../support/suites.js';
import { type Tally, summaryOf, requestsDuring } from '../support/steady-client.js';
import {
  crashed,
  deletedAtOnce,
  deletedOneByOne,
  evicted,
  killed,
  rolled,
  scaled,
  shareProcesses,
} from './changes.js';

const METRICS_API = 'k8s-app-monitor-test';
const AGENT = 'k8s-app-monitor-agent';

const SERVICES = [
  { name: METRICS_API, url: `http://${METRICS_API}:3000/metrics` },
  { name: AGENT, url: `http://${AGENT}:8888/${AGENT}.png?width=320&height=160` },
];

const CHANGES = [
  { what: 'its pods are rolled out', change: rolled },
  { what: 'it scales 1 → 5 → 2', change: scaled },
  { what: 'its pods are deleted one by one', change: deletedOneByOne },
  { what: 'its pods are evicted', change: evicted },
  { what: 'all its pods are deleted at once', change: deletedAtOnce },
];

// A short run includes only a roll-out of each.
const inFull = IS_SHORT_RUN ? it.skip : it;
const changes = IS_SHORT_RUN ? CHANGES.slice(0, 1) : CHANGES;

let namespace: string;

beforeAll(async () => {
  namespace = await ownNamespace('no-request-lost');
  const component = { replicas: 2, podDisruptionBudget: { enabled: true } };
  await deploy({ name: 'k8s-app-monitor', namespace }, { metricsApi: component, agent: component });
}, 300_000);

describe.each(SERVICES)('$name', ({ name, url }) => {
  it.each(changes)(
    'loses no request while $what',
    async ({ what, change }) => {
      const tally = await requestsDuring(namespace, url, () => change(namespace, name));

      prove(`${name}, while ${what}: ${summaryOf(tally)}`);
      expect(tally).toMatchObject({ kept: { failed: 0 }, fresh: { failed: 0 } });
    },
    450_000,
  );

  inFull(
    'loses only requests in flight when a pod is killed',
    async () => {
      const tally = await requestsDuring(namespace, url, () => killed(namespace, name));

      prove(`${name}, while a pod is killed: ${summaryOf(tally)}`);
      const reasons = [...Object.keys(tally.kept.reasons), ...Object.keys(tally.fresh.reasons)];
      // A connection in use is reset; a new connection to a pod that is down would be refused.
      expect(reasons.filter((reason) => reason !== 'ECONNRESET')).toEqual([]);
      expect(tally.kept.failed + tally.fresh.failed).toBeLessThanOrEqual(MAX_IN_FLIGHT);
    },
    450_000,
  );
});

inFull(
  'a crash loses requests in flight, and those before the node removes the pod from the Service',
  async () => {
    await shareProcesses(namespace, METRICS_API);
    const tally = await requestsDuring(namespace, `http://${METRICS_API}:3000/metrics`, () =>
      crashed(namespace, METRICS_API),
    );

    prove(`${METRICS_API}, while the process of a pod is killed: ${summaryOf(tally)}`);
    const { ECONNRESET: reset = 0, ECONNREFUSED: refused = 0, ...others } = sum(tally);
    expect(others).toEqual({});
    expect(reset).toBeGreaterThan(0);
    expect(reset).toBeLessThanOrEqual(MAX_IN_FLIGHT);
    // Half of the requests go to the pod that is down, until it is up again.
    expect(refused).toBeLessThanOrEqual((tally.kept.sent + tally.fresh.sent) / 2);
  },
  450_000,
);

/** Failures over reused and new connections, by reason. */
function sum({ kept, fresh }: Tally): Record<string, number> {
  const reasons = [...Object.entries(kept.reasons), ...Object.entries(fresh.reasons)];
  return reasons.reduce<Record<string, number>>(
    (all, [reason, count]) => ({ ...all, [reason]: (all[reason] ?? 0) + count }),
    {},
  );
}

// The requests of 0.1 s, which is also the number of connections that the client reuses.
const MAX_IN_FLIGHT = 20;

inFull(
  'the agent loses no request during a roll-out of the metrics API',
  async () => {
    const tally = await requestsDuring(namespace, `http://${AGENT}:8888/${AGENT}.png`, () =>
      rolled(namespace, METRICS_API),
    );

    prove(`${AGENT}, during a roll-out of ${METRICS_API}: ${summaryOf(tally)}`);
    expect(tally).toMatchObject({ kept: { failed: 0 }, fresh: { failed: 0 } });
  },
  450_000,
);
