import { beforeAll, expect, it } from '@jest/globals';
import { text } from 'node:stream/consumers';
import { eventually } from '../../support/eventually.js';
import { getJson, kubectl } from '../support/commands.js';
import { ownNamespace } from '../support/namespaces.js';
import { prove } from '../support/proof.js';
import { deploy, type Release } from '../support/releases.js';
import { RunningKubectl } from '../support/running-kubectl.js';
import { describeInFull } from '../support/short-run.js';

const TEST = 'k8s-app-monitor-test';
const AUTOSCALED = { metricsApi: { autoscaling: { enabled: true, minReplicas: 2 } } };

interface Deployment {
  spec: { replicas: number };
  status: { readyReplicas?: number };
}

describeInFull('a field that another hand changed', () => {
  let release: Release;

  beforeAll(async () => {
    release = { name: 'k8s-app-monitor', namespace: await ownNamespace('owners') };
    await deploy(release, { metricsApi: { replicas: 3 } });
  }, 300_000);

  it('is left as it is, and the upgrade tells whose it is', async () => {
    await kubectl(['scale', `deployment/${TEST}`, '--replicas', '4', '--namespace', release.namespace]);

    await expect(deploy(release, { metricsApi: { replicas: 3 } })).rejects.toThrow(
      /conflict with "kubectl" with subresource "scale" using apps\/v1: \.spec\.replicas/,
    );

    expect((await deployment(release)).spec.replicas).toBe(4);
    prove(
      'after kubectl scale, helm upgrade stopped with: conflict with "kubectl" …: .spec.replicas; 4 pods stayed',
    );
  }, 300_000);

  it('is taken back by --force-conflicts', async () => {
    await deploy(release, { metricsApi: { replicas: 3 } }, ['--force-conflicts']);

    expect((await deployment(release)).spec.replicas).toBe(3);
    prove('helm upgrade --force-conflicts took the field back: 3 pods');
  }, 300_000);

  it('is handed to the autoscaler without a pod less', async () => {
    const counted = watchReplicas(release);
    const spec = { replicas: 3 };
    const owned = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: TEST }, spec };
    const apply = ['apply', '--server-side', '--field-manager=autoscaling', '--namespace', release.namespace];
    await kubectl([...apply, '--filename', '-'], { input: JSON.stringify(owned) });

    await deploy(release, AUTOSCALED);
    await eventually('the autoscaler has looked', async () => {
      const hpa = await getJson<{ status: { currentReplicas?: number } }>([
        'hpa',
        TEST,
        '--namespace',
        release.namespace,
      ]);
      return hpa.status.currentReplicas === 3;
    });

    expect(new Set(await counted.end())).toEqual(new Set(['3']));
    prove('autoscaling took over a Deployment of 3 pods, and there were 3 all the time');
  }, 300_000);

  it('is taken back from it by --force-conflicts', async () => {
    await deploy(release, { metricsApi: { replicas: 2 } }, ['--force-conflicts']);

    expect((await deployment(release)).spec.replicas).toBe(2);
    prove('without autoscaling again, --force-conflicts brought the Deployment to its 2 pods');
  }, 300_000);
});

async function deployment({ namespace }: Release): Promise<Deployment> {
  return getJson(['deployment', TEST, '--namespace', namespace]);
}

/** Notes how many pods the Deployment asks for, at each change of it. */
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
