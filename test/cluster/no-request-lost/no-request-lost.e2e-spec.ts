import { beforeAll, describe, expect, it } from '@jest/globals';
import { ownNamespace } from '../support/namespaces.js';
import { prove } from '../support/proof.js';
import { deploy } from '../support/releases.js';
import { told, whileAsked } from '../support/steady-client.js';
import { deletedAtOnce, deletedOneByOne, evicted, killed, rolled, scaled } from './changes.js';

const METRICS_API = 'k8s-app-monitor-test';
const AGENT = 'k8s-app-monitor-agent';

const SERVICES = [
  { name: METRICS_API, url: `http://${METRICS_API}:3000/metrics` },
  { name: AGENT, url: `http://${AGENT}:8888/${AGENT}.png?width=320&height=160` },
];

const CHANGES = [
  { what: 'its pods roll', change: rolled },
  { what: 'it scales 1 → 5 → 2', change: scaled },
  { what: 'its pods are deleted one by one', change: deletedOneByOne },
  { what: 'its pods are evicted', change: evicted },
  { what: 'all its pods are deleted at once', change: deletedAtOnce },
];

// The short form is a roll of each.
const inFull = process.env.CLUSTER_SHORT === 'yes' ? it.skip : it;
const changes = process.env.CLUSTER_SHORT === 'yes' ? CHANGES.slice(0, 1) : CHANGES;

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
      const tally = await whileAsked(namespace, url, () => change(namespace, name));

      prove(`${name}, while ${what}: ${told(tally)}`);
      expect(tally).toMatchObject({ kept: { failed: 0 }, fresh: { failed: 0 } });
    },
    450_000,
  );

  inFull(
    'loses no more than was in flight when a pod is killed',
    async () => {
      const tally = await whileAsked(namespace, url, () => killed(namespace, name));

      prove(`${name}, while a pod is killed: ${told(tally)}`);
      const reasons = [...Object.keys(tally.kept.reasons), ...Object.keys(tally.fresh.reasons)];
      // Only a connection that was in use is reset; one that nobody took would be refused.
      expect(reasons.filter((reason) => reason !== 'ECONNRESET')).toEqual([]);
      expect(tally.kept.failed + tally.fresh.failed).toBeLessThanOrEqual(MOST_IN_FLIGHT);
    },
    450_000,
  );
});

// A tenth of a second's, as many as the client keeps connections.
const MOST_IN_FLIGHT = 20;

inFull(
  'the agent loses no request while the pods roll that it reads from',
  async () => {
    const tally = await whileAsked(namespace, `http://${AGENT}:8888/${AGENT}.png`, () =>
      rolled(namespace, METRICS_API),
    );

    prove(`${AGENT}, while ${METRICS_API} rolls: ${told(tally)}`);
    expect(tally).toMatchObject({ kept: { failed: 0 }, fresh: { failed: 0 } });
  },
  450_000,
);
