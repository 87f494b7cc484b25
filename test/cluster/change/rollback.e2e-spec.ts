import { beforeAll, expect, it } from '@jest/globals';
import { eventually } from '../../support/eventually.js';
import { getJson, helm } from '../support/commands.js';
import { ownNamespace } from '../support/namespaces.js';
import { objectsOf } from '../support/objects.js';
import { prove } from '../support/proof.js';
import { deploy, helmTest, type Release, uninstall } from '../support/releases.js';
import { describeInFull } from '../support/short-run.js';
import { ciValues } from './change-set.js';

interface Deployments {
  items: { metadata: { name: string; labels: object }; spec: object }[];
}

describeInFull('a release that was changed', () => {
  let release: Release;
  let before: string[];

  beforeAll(async () => {
    release = { name: 'k8s-app-monitor', namespace: await ownNamespace('rollback') };
    before = await objectsOf(release.namespace);
  });

  it('is again what it was, by rollback', async () => {
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
    prove('helm rollback brought back the first manifest, its Deployments, and took the later objects away');
  }, 600_000);

  it('leaves nothing when it is uninstalled', async () => {
    await helmTest(release);
    const installed = await objectsOf(release.namespace);

    await uninstall(release);

    expect(installed.length).toBeGreaterThan(before.length);
    let after = installed;
    await eventually('the garbage was collected', async () => {
      after = await objectsOf(release.namespace);
      return after.join() === before.join();
    });
    prove(
      `of ${installed.length} objects, of every kind that the cluster knows, uninstall left ${after.length}`,
    );
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
