import { beforeAll, expect, it } from '@jest/globals';
import { eventually } from '../../support/eventually.js';
import { getJson, helm } from '../support/commands.js';
import { ownNamespace, objectsOf } from '../support/namespaces.js';
import { prove } from '../support/proof.js';
import { deploy, helmTest, type Release, uninstall } from '../support/releases.js';
import { describeInFull } from '../support/suites.js';
import { ciValues } from './change-set.js';

interface Deployments {
  items: { metadata: { name: string; labels: object }; spec: object }[];
}

describeInFull('a changed release', () => {
  let release: Release;
  let before: string[];

  beforeAll(async () => {
    release = { name: 'k8s-app-monitor', namespace: await ownNamespace('rollback') };
    before = await objectsOf(release.namespace);
  });

  it('is restored by a rollback', async () => {
    await deploy(release, { agent: { replicas: 2 } });
    const first = await stateOf(release);
    await deploy(release, { ...ciValues('scenario-map'), agent: ciValues('disruption-budgets').agent });
    expect((await stateOf(release)).deployments).not.toEqual(first.deployments);

    await helm([
      'rollback',
      release.name,
      '1',
      '--namespace',
      release.namespace,
      '--wait',
      '--timeout',
      '4m',
    ]);

    expect(await stateOf(release)).toEqual(first);
    const objects = await objectsOf(release.namespace);
    expect(objects.filter((name) => /^(configmap|poddisruptionbudget)/.test(name))).toEqual([]);
    prove('helm rollback restored the first manifest and its Deployments, and removed the later objects');
  }, 600_000);

  it('leaves nothing behind after uninstall', async () => {
    await helmTest(release);
    const installed = await objectsOf(release.namespace);

    await uninstall(release);

    expect(installed.length).toBeGreaterThan(before.length);
    let after = installed;
    await eventually('all objects were deleted', async () => {
      after = await objectsOf(release.namespace);
      return after.join() === before.join();
    });
    prove(`of ${installed.length} objects, of every kind in the cluster, uninstall left ${after.length}`);
  }, 600_000);
});

async function stateOf({ name, namespace }: Release) {
  const manifest = await helm(['get', 'manifest', name, '--namespace', namespace]);
  const { items } = await getJson<Deployments>(['deployments', '--namespace', namespace]);
  return {
    manifest,
    deployments: items.map(({ metadata, spec }) => ({ name: metadata.name, labels: metadata.labels, spec })),
  };
}
