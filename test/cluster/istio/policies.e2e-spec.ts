import { beforeAll, expect, it } from '@jest/globals';
import { ownNamespace } from '../support/namespaces.js';
import { runInPod } from '../support/node-pod.js';
import { describeWith } from '../support/suites.js';
import { prove } from '../support/proof.js';
import { deploy, helmTest, type Release } from '../support/releases.js';
import { atGateway, meshed, PATH, readiness } from './meshed.js';
import { eventually } from '../../support/eventually.js';

const IN_MESH = { 'sidecar.istio.io/inject': 'true' };

// Prints what a pod receives from the Services of the release: a status with its text, or a connection error.
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

describeWith('istio')('a release with injected sidecars and every policy', () => {
  let release: Release;
  let host: string;

  beforeAll(async () => {
    // Istio's init container configures the pod's network as root, which Pod Security `restricted` forbids.
    const namespace = await ownNamespace('policies', 'privileged');
    release = { name: 'k8s-app-monitor', namespace };
    host = `${namespace}.example.com`;
    await deploy(release, { istio: meshed(host) });
  }, 300_000);

  it('has 2/2 ready in every pod, and the agent reaches the metrics API', async () => {
    expect(await readiness(release.namespace)).toEqual(['2/2', '2/2']);
    await eventually(
      'the gateway served the agent',
      async () => (await atGateway(host, PATH)).status === 200,
    );

    prove('sidecarInjection: every pod 2/2 (Pod Security privileged); an image came through both sidecars');
  }, 120_000);

  it('refuses pods outside the mesh: mutual TLS is strict', async () => {
    const answers = await runInPod(release.namespace, ASK);

    expect(answers).toBe('ECONNRESET\nECONNRESET\n');
    prove('PeerAuthentication STRICT: both services reset the connections of a pod outside the mesh');
  }, 120_000);

  it('lets only the agent’s identity reach the metrics API', async () => {
    const outsider = await runInPod(release.namespace, ASK, { labels: IN_MESH });
    const agent = await runInPod(release.namespace, ASK, {
      labels: IN_MESH,
      serviceAccountName: 'k8s-app-monitor-agent',
    });

    expect(outsider).toBe('403 RBAC: access denied\n200\n');
    expect(agent).toBe('200\n200\n');
    prove(
      'AuthorizationPolicy: another pod in the mesh received 403 “RBAC: access denied”, the agent’s identity 200',
    );
  }, 300_000);

  it('finishes helm test with native sidecars', async () => {
    expect((await helmTest(release)).match(/Phase: +Succeeded/g)).toHaveLength(2);

    prove('helm test finished and passed with native sidecars');
  }, 300_000);

  it('finishes helm test with ordinary sidecars, which need a request to exit', async () => {
    const podAnnotations = { 'sidecar.istio.io/nativeSidecar': 'false' };
    await deploy(release, { istio: meshed(host), tests: { podAnnotations } });

    expect((await helmTest(release)).match(/Phase: +Succeeded/g)).toHaveLength(2);
    prove('helm test finished and passed with ordinary sidecars (sidecar.istio.io/nativeSidecar "false")');
  }, 500_000);
});
