import { beforeAll, expect, it } from '@jest/globals';
import { text } from 'node:stream/consumers';
import { eventually } from '../../support/eventually.js';
import { getJson, kubectl, RunningKubectl } from '../support/commands.js';
import { ownNamespace } from '../support/namespaces.js';
import { prove } from '../support/proof.js';
import { deploy, type Release } from '../support/releases.js';
import { describeInFull } from '../support/suites.js';

const TEST = 'k8s-app-monitor-test';
const AUTOSCALED = { metricsApi: { autoscaling: { enabled: true, minReplicas: 2 } } };

interface Deployment {
  spec: { replicas: number };
  status: { readyReplicas?: number };
}

describeInFull('a field that another client changed', () => {
  let release: Release;

  beforeAll(async () => {
    release = { name: 'k8s-app-monitor', namespace: await ownNamespace('owners') };
    await deploy(release, { metricsApi: { replicas: 3 } });
  }, 300_000);

  it('is not changed by an upgrade, which reports the owner', async () => {
    await kubectl(['scale', `deployment/${TEST}`, '--replicas', '4', '--namespace', release.namespace]);

    await expect(deploy(release, { metricsApi: { replicas: 3 } })).rejects.toThrow(
      /conflict with "kubectl" with subresource "scale" using apps\/v1: \.spec\.replicas/,
    );

    expect((await deployment(release)).spec.replicas).toBe(4);
    prove(
      'after kubectl scale, helm upgrade stopped with: conflict with "kubectl" …: .spec.replicas; 4 pods remained',
    );
  }, 300_000);

  it('is reset by --force-conflicts', async () => {
    await deploy(release, { metricsApi: { replicas: 3 } }, ['--force-conflicts']);

    expect((await deployment(release)).spec.replicas).toBe(3);
    prove('helm upgrade --force-conflicts reset the field: 3 pods');
  }, 300_000);

  it('is handed over to the autoscaler without losing a pod', async () => {
    const counted = watchReplicas(release);
    const spec = { replicas: 3 };
    const owned = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: TEST }, spec };
    const apply = ['apply', '--server-side', '--field-manager=autoscaling', '--namespace', release.namespace];
    await kubectl([...apply, '--filename', '-'], { input: JSON.stringify(owned) });

    await deploy(release, AUTOSCALED);
    await eventually('the autoscaler has read the number of pods', async () => {
      const hpa = await getJson<{ status: { currentReplicas?: number } }>([
        'hpa',
        TEST,
        '--namespace',
        release.namespace,
      ]);
      return hpa.status.currentReplicas === 3;
    });

    expect(new Set(await counted.end())).toEqual(new Set(['3']));
    prove('autoscaling took over a Deployment of 3 pods, and the number stayed 3 throughout');
  }, 300_000);

  it('is taken back from the autoscaler by --force-conflicts', async () => {
    await deploy(release, { metricsApi: { replicas: 2 } }, ['--force-conflicts']);

    expect((await deployment(release)).spec.replicas).toBe(2);
    prove('after autoscaling was disabled, --force-conflicts reset the Deployment to its 2 pods');
  }, 300_000);
});

async function deployment({ namespace }: Release): Promise<Deployment> {
  return getJson(['deployment', TEST, '--namespace', namespace]);
}

/** Records the requested number of pods at each change of the Deployment. */
function watchReplicas({ namespace }: Release) {
  const format = 'jsonpath={.spec.replicas}{"\\n"}';
  const watch = new RunningKubectl([
    ...['get', 'deployment', TEST, '--namespace', namespace, '--watch', '--output', format],
  ]);
  const printed = text(watch.output);
  return {
    async end(): Promise<string[]> {
      await watch.end();
      return (await printed).trim().split('\n');
    },
  };
}
