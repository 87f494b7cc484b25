import { beforeAll, describe, expect, it } from '@jest/globals';
import { answerOf, isPicture } from '../support/answers.js';
import { getJson } from '../support/commands.js';
import { ownNamespace } from '../support/namespaces.js';
import { evaluateInPod, podsOf } from '../support/pods.js';
import { prove } from '../support/proof.js';
import { type Reach, reachFromPod, reachFromService } from '../support/reach.js';
import { deploy, helmTest, type Release } from '../support/releases.js';

const AGENT = 'k8s-app-monitor-agent';
const TEST = 'k8s-app-monitor-test';

describe('NetworkPolicies', () => {
  let release: Release;
  let namespace: string;
  let elsewhere: string;
  // By full names, so that strangers of both namespaces find them.
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

  it('keep strangers from the metrics API, and let them see the agent', async () => {
    const expected: Reach = { [agent]: 'open', [metricsApi]: 'closed' };

    expect(await reachFromPod(namespace, expected)).toEqual(expected);
    expect(await reachFromPod(elsewhere, expected)).toEqual(expected);
    prove('strangers of the same and of another namespace reached the agent, and not the metrics API');
  }, 300_000);

  it('keep out who has the agent’s labels in another namespace', async () => {
    const labels = { 'app.kubernetes.io/name': AGENT, 'app.kubernetes.io/instance': release.name };
    const expected: Reach = { [agent]: 'open', [metricsApi]: 'closed' };

    expect(await reachFromPod(elsewhere, expected, { labels })).toEqual(expected);
    prove('a pod with the agent’s labels in another namespace did not reach the metrics API');
  }, 300_000);

  it('let the agent read what it draws, by DNS, and nothing else', async () => {
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
    prove(
      'the agent drew metrics that it read; DNS told it the API server’s address, which it could not reach',
    );
  }, 300_000);

  it('let the metrics API call nobody, not even DNS', async () => {
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

  it('let in the namespaces that the values name', async () => {
    const policy = { allowedNamespaces: [elsewhere] };
    const networkPolicy = {
      enabled: true,
      agent: policy,
      metricsApi: policy,
      monitoringNamespaces: [elsewhere],
    };
    const [pod] = await podsOf(namespace, TEST);
    const metrics = `${pod!.status.podIP}:9464`;
    const stranger: Reach = { [agent]: 'closed', [metricsApi]: 'closed', [metrics]: 'closed' };
    const guest: Reach = { [agent]: 'open', [metricsApi]: 'open', [metrics]: 'open' };

    await deploy(release, { networkPolicy });

    expect(await reachFromPod(namespace, stranger)).toEqual(stranger);
    expect(await reachFromPod(elsewhere, guest)).toEqual(guest);
    prove('pods of a named namespace reached both services and their metrics, and strangers none of them');
  }, 300_000);

  it('are gone when they are turned off', async () => {
    await deploy(release);
    const stranger: Reach = { [agent]: 'open', [metricsApi]: 'open' };
    const own: Reach = { [metricsApi]: 'open', [apiServer]: 'open' };

    expect(await reachFromPod(namespace, stranger)).toEqual(stranger);
    expect(await reachFromService(namespace, AGENT, own)).toEqual(own);
    expect(await reachFromService(namespace, TEST, { [apiServer]: 'open' })).toEqual({ [apiServer]: 'open' });
    prove('without policies the same stranger reached the metrics API, and both services the API server');
  }, 300_000);
});
