import { beforeAll, describe, expect, it } from '@jest/globals';
import { getJson, kubectl } from '../support/commands.js';
import { ownNamespace, kindsOfCluster } from '../support/namespaces.js';
import { prove, reportSkipped } from '../support/proof.js';
import { deploy, type Release } from '../support/releases.js';
import { IS_SHORT_RUN } from '../support/suites.js';
import { ANSWER_SETS } from './answer-sets.js';
import { AGENT, type ChangeSet, TEST } from './change-set.js';
import { OBJECT_SETS } from './object-sets.js';
import { POD_SETS } from './pod-sets.js';

// NetworkPolicies, routes and the mesh have separate suites; here they are only added and removed.
const ALL = [...ANSWER_SETS, ...POD_SETS, ...OBJECT_SETS];
const SETS = IS_SHORT_RUN ? ALL.filter(({ inShortRun }) => inShortRun) : ALL;
const KINDS = await kindsOfCluster();

interface Deployment {
  metadata: { managedFields: { manager: string; operation: string; subresource?: string }[] };
  status: { replicas?: number; updatedReplicas?: number; readyReplicas?: number };
}

describe('helm upgrade', () => {
  let release: Release;

  beforeAll(async () => {
    release = { name: 'k8s-app-monitor', namespace: await ownNamespace('change') };
    await deploy(release);
  }, 300_000);

  let done = 0;

  // Each upgrade starts from the previous values: what was enabled is disabled again.
  for (const set of SETS) {
    const unknown = set.needs?.find((kind) => !KINDS.has(kind));
    if (unknown !== undefined) {
      reportSkipped(`${set.name}: the cluster does not have the kind ${unknown}`);
      // Unknown kinds cannot be installed: `it.skip`, so that the report counts it as skipped.
      it.skip(`changes to: ${set.name}`, () => undefined);
      continue;
    }
    it(`changes to: ${set.name}`, async () => {
      await upgradeTo(release, set);
      done += 1;
    }, 400_000);
  }

  it('returns to the default values without a conflict', async () => {
    await deploy(release);

    for (const name of [AGENT, TEST]) {
      const { metadata, status } = await deployment(release, name);
      expect(status).toMatchObject({ replicas: 1, updatedReplicas: 1, readyReplicas: 1 });
      expect(metadata.managedFields.filter(({ subresource }) => subresource === undefined)).toContainEqual(
        expect.objectContaining({ manager: 'helm', operation: 'Apply' }),
      );
    }
    prove(`${done} upgrades were applied by the server, as helm's own fields, with no conflict`);
  }, 300_000);
});

async function upgradeTo(release: Release, set: ChangeSet): Promise<void> {
  const given = set.given ?? [];
  const objects = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: given });
  if (given.length > 0) {
    await kubectl(['apply', '--namespace', release.namespace, '--filename', '-'], { input: objects });
  }
  await deploy(release, set.values);
  prove(`${set.name}: ${await set.verify(release)}`);
}

async function deployment({ namespace }: Release, name: string): Promise<Deployment> {
  return getJson(['deployment', name, '--namespace', namespace, '--show-managed-fields']);
}
