import { beforeAll, expect, it } from '@jest/globals';
import { ownNamespace } from '../support/namespaces.js';
import { runInPod } from '../support/node-pod.js';
import { describeWith } from '../support/parts.js';
import { prove } from '../support/proof.js';
import { deploy, helmTest, type Release } from '../support/releases.js';
import { atGateway, meshed, PATH, readiness } from './meshed.js';
import { eventually } from '../../support/eventually.js';

const IN_THE_MESH = { 'sidecar.istio.io/inject': 'true' };

// What a pod hears from a Service of the release: a status with its text, or why the connection broke.
const ASK = `
  const ask = async (url) => {
    try {
      const response = await fetch(url);
      const text = await response.text();
      return response.status + (response.status === 200 ? '' : ' ' + text.trim());
    } catch (error) {
      return error.cause?.code ?? error.message;
    }
  };
  console.log(await ask('http://k8s-app-monitor-test:3000/metrics'));
  console.log(await ask('http://k8s-app-monitor-agent:8888/k8s-app-monitor-agent'));`;

describeWith('istio')('a release that the webhook injects, with every policy', () => {
  let release: Release;
  let host: string;

  beforeAll(async () => {
    // Istio's init container sets the pod's network up, as root: Pod Security `restricted` forbids it.
    const namespace = await ownNamespace('policies', 'privileged');
    release = { name: 'k8s-app-monitor', namespace };
    host = `${namespace}.example.com`;
    await deploy(release, { istio: meshed(host) });
  }, 300_000);

  it('is 2/2 in every pod, and the agent reaches the metrics API', async () => {
    expect(await readiness(release.namespace)).toEqual(['2/2', '2/2']);
    await eventually('the gateway serves', async () => (await atGateway(host, PATH)).status === 200);

    prove('sidecarInjection: every pod 2/2 (Pod Security privileged); a picture came through both sidecars');
  }, 120_000);

  it('refuses a stranger outside the mesh: mutual TLS is strict', async () => {
    const answers = await runInPod(release.namespace, ASK);

    expect(answers).toBe('ECONNRESET\nECONNRESET\n');
    prove(
      'PeerAuthentication STRICT: a stranger outside the mesh had its connections reset by both services',
    );
  }, 120_000);

  it('lets no identity but the agent’s reach the metrics API', async () => {
    const stranger = await runInPod(release.namespace, ASK, { labels: IN_THE_MESH });
    const agent = await runInPod(release.namespace, ASK, {
      labels: IN_THE_MESH,
      serviceAccountName: 'k8s-app-monitor-agent',
    });

    expect(stranger).toBe('403 RBAC: access denied\n200\n');
    expect(agent).toBe('200\n200\n');
    prove(
      'AuthorizationPolicy: a stranger in the mesh heard 403 “RBAC: access denied”, the agent’s identity 200',
    );
  }, 300_000);

  it('ends its helm tests beside a native sidecar', async () => {
    expect((await helmTest(release)).match(/Phase: +Succeeded/g)).toHaveLength(2);

    prove('helm test ended and passed with native sidecars');
  }, 300_000);

  it('ends its helm tests beside an ordinary sidecar, that must be told to end', async () => {
    const podAnnotations = { 'sidecar.istio.io/nativeSidecar': 'false' };
    await deploy(release, { istio: meshed(host), tests: { podAnnotations } });

    expect((await helmTest(release)).match(/Phase: +Succeeded/g)).toHaveLength(2);
    prove('helm test ended and passed with ordinary sidecars (sidecar.istio.io/nativeSidecar "false")');
  }, 500_000);
});
