import { beforeAll, describe, expect, it } from '@jest/globals';
import { answerOf, isPicture } from '../support/port-forward.js';
import { getJson } from '../support/commands.js';
import { ownNamespace } from '../support/namespaces.js';
import { type NodePod, runInPod } from '../support/node-pod.js';
import { evaluateInPod, podsOf } from '../support/pods.js';
import { prove } from '../support/proof.js';
import { deploy, helmTest, type Release } from '../support/releases.js';

const AGENT = 'k8s-app-monitor-agent';
const TEST = 'k8s-app-monitor-test';

type Expected = 'open' | 'closed';

/** The expected outcome of TCP connections, by `host:port`. */
type Reach = Readonly<Record<string, Expected>>;

describe('NetworkPolicies', () => {
  let release: Release;
  let namespace: string;
  let elsewhere: string;
  // Full names, so that pods of both namespaces can resolve them.
  let agent: string;
  let metricsApi: string;
  let apiServer: string;

  beforeAll(async () => {
    namespace = await ownNamespace('network-policy');
    elsewhere = await ownNamespace('elsewhere');
    release = { name: 'k8s-app-monitor', namespace };
    agent = `${AGENT}.${namespace}.svc:8888`;
    metricsApi = `${TEST}.${namespace}.svc:3000`;
    const service = await getJson<{ spec: { clusterIP: string } }>([
      'service',
      'kubernetes',
      '-n',
      'default',
    ]);
    apiServer = `${service.spec.clusterIP}:443`;
    await deploy(release, { networkPolicy: { enabled: true } });
  }, 300_000);

  it('let other pods reach the agent, but not the metrics API', async () => {
    const expected: Reach = { [agent]: 'open', [metricsApi]: 'closed' };

    expect(await reachFromPod(namespace, expected)).toEqual(expected);
    expect(await reachFromPod(elsewhere, expected)).toEqual(expected);
    prove('other pods in the same and in another namespace reached the agent, and not the metrics API');
  }, 300_000);

  it('refuse pods with the agent’s labels in another namespace', async () => {
    const labels = { 'app.kubernetes.io/name': AGENT, 'app.kubernetes.io/instance': release.name };
    const expected: Reach = { [agent]: 'open', [metricsApi]: 'closed' };

    expect(await reachFromPod(elsewhere, expected, { labels })).toEqual(expected);
    prove('a pod with the agent’s labels in another namespace did not reach the metrics API');
  }, 300_000);

  it('let the agent reach the metrics API and DNS, and nothing else', async () => {
    const expected: Reach = {
      [metricsApi]: 'open',
      'kubernetes.default.svc:443': 'closed',
      [apiServer]: 'closed',
    };

    expect(await reachFromService(namespace, AGENT, expected)).toEqual(expected);
    const lookup =
      '(await import("node:dns")).promises.lookup("kubernetes.default.svc").then((found) => found.address)';
    expect(await evaluateInPod(namespace, AGENT, lookup)).toBe(apiServer.replace(/:443$/, ''));
    expect(isPicture(await answerOf({ namespace, service: AGENT, port: 8888 }, '/'))).toBe(true);
    prove('the agent rendered metrics; DNS returned the API server’s address, which it could not reach');
  }, 300_000);

  it('let the metrics API reach nothing, not even DNS', async () => {
    const expected: Reach = { [apiServer]: 'closed', [agent]: 'closed' };

    expect(await reachFromService(namespace, TEST, expected)).toEqual(expected);
    const lookup =
      '(await import("node:dns")).promises.lookup("kubernetes.default.svc").catch((error) => error.code)';
    expect(await evaluateInPod(namespace, TEST, lookup)).toBe('EAI_AGAIN');
    prove('the metrics API reached neither the API server nor the agent nor DNS');
  }, 300_000);

  it('let helm test pass', async () => {
    expect((await helmTest(release)).match(/Phase: +Succeeded/g)).toHaveLength(2);
    prove('helm test passed under the policies');
  }, 300_000);

  it('allow the namespaces in the values', async () => {
    const policy = { allowedNamespaces: [elsewhere] };
    const networkPolicy = {
      enabled: true,
      agent: policy,
      metricsApi: policy,
      monitoringNamespaces: [elsewhere],
    };
    const [pod] = await podsOf(namespace, TEST);
    const metrics = `${pod!.status.podIP}:9464`;
    const outsider: Reach = { [agent]: 'closed', [metricsApi]: 'closed', [metrics]: 'closed' };
    const guest: Reach = { [agent]: 'open', [metricsApi]: 'open', [metrics]: 'open' };

    await deploy(release, { networkPolicy });

    expect(await reachFromPod(namespace, outsider)).toEqual(outsider);
    expect(await reachFromPod(elsewhere, guest)).toEqual(guest);
    prove('pods of an allowed namespace reached both services and their metrics; other pods reached none');
  }, 300_000);

  it('are removed when they are disabled', async () => {
    await deploy(release);
    const outsider: Reach = { [agent]: 'open', [metricsApi]: 'open' };
    const own: Reach = { [metricsApi]: 'open', [apiServer]: 'open' };

    expect(await reachFromPod(namespace, outsider)).toEqual(outsider);
    expect(await reachFromService(namespace, AGENT, own)).toEqual(own);
    expect(await reachFromService(namespace, TEST, { [apiServer]: 'open' })).toEqual({ [apiServer]: 'open' });
    prove('without policies the same pod reached the metrics API, and both services the API server');
  }, 300_000);
});

/**
 * What a new pod can reach. Each connection is tried until the outcome is as expected, for up to 30 s: policies take
 * effect with a delay, for new pods as well.
 */
async function reachFromPod(namespace: string, expected: Reach, pod?: NodePod): Promise<Reach> {
  return JSON.parse(await runInPod(namespace, `console.log(await (${probe(expected)}));`, pod)) as Reach;
}

/** What a pod of one of the project's Services can reach, tested in the same way. */
async function reachFromService(namespace: string, service: string, expected: Reach): Promise<Reach> {
  return JSON.parse(await evaluateInPod(namespace, service, probe(expected))) as Reach;
}

/** Source text of a promise of the last outcomes, as JSON. */
function probe(expected: Reach): string {
  return `(async () => {
    const { connect } = await import('node:net');
    const once = (host, port) => new Promise((resolve) => {
      const socket = connect({ host, port, timeout: 2000 });
      const end = (state) => { socket.destroy(); resolve(state); };
      socket.on('connect', () => end('open')).on('timeout', () => end('closed')).on('error', () => end('closed'));
    });
    const deadline = Date.now() + 30_000;
    const attempt = async ([address, wanted]) => {
      const colon = address.lastIndexOf(':');
      let state;
      do {
        state = await once(address.slice(0, colon), Number(address.slice(colon + 1)));
        await new Promise((resolve) => setTimeout(resolve, 100));
      } while (state !== wanted && Date.now() < deadline);
      return [address, state];
    };
    const states = await Promise.all(Object.entries(${JSON.stringify(expected)}).map(attempt));
    return JSON.stringify(Object.fromEntries(states));
  })()`;
}
