import { expect, it } from '@jest/globals';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerOf, isPicture } from '../support/port-forward.js';
import { CHART, getJson, helm } from '../support/commands.js';
import { ownNamespace, objectsOf } from '../support/namespaces.js';
import { prove } from '../support/proof.js';
import { deploy, helmTest, type Release, uninstall } from '../support/releases.js';
import { describeInFull } from '../support/suites.js';

describeInFull('a second release', () => {
  it('works next to the first with separate names, and after the first is gone', async () => {
    const namespace = await ownNamespace('two-releases');
    const first: Release = { name: 'k8s-app-monitor', namespace };
    const second: Release = { name: 'team-b', namespace };
    await deploy(first);
    await deploy(second);

    const names = await servicesOf(namespace);
    expect(names).toEqual([
      'k8s-app-monitor-agent',
      'k8s-app-monitor-test',
      'team-b-k8s-app-monitor-agent',
      'team-b-k8s-app-monitor-test',
    ]);
    for (const service of names.filter((name) => name.endsWith('agent'))) {
      expect(isPicture(await answerOf({ namespace, service, port: 8888 }, '/'))).toBe(true);
    }
    await uninstall(first);
    await helmTest(second);
    prove(
      'two releases worked in one namespace; helm test of the second passed after the first was uninstalled',
    );
  }, 600_000);
});

describeInFull('custom names', () => {
  it('name the Services, also in a namespace other than the release’s', async () => {
    const release = { name: 'k8s-app-monitor', namespace: await ownNamespace('names') };
    const namespaceOverride = await ownNamespace('other-names');

    await deploy(release, { nameOverride: 'monitor', fullnameOverride: 'team-a', namespaceOverride });

    expect(await servicesOf(namespaceOverride)).toEqual(['team-a-agent', 'team-a-test']);
    const target = { namespace: namespaceOverride, service: 'team-a-agent', port: 8888 };
    expect(isPicture(await answerOf(target, '/k8s-app-monitor-agent'))).toBe(true);
    expect(await objectsOf(release.namespace)).toEqual([`secret/sh.helm.release.v1.${release.name}.v1`]);
    prove(
      'nameOverride, fullnameOverride and namespaceOverride: team-a-agent rendered the metrics of team-a-test',
    );
  }, 400_000);
});

describeInFull('the packaged chart', () => {
  it('installs as the checkout does', async () => {
    const release = { name: 'k8s-app-monitor', namespace: await ownNamespace('packed') };
    const folder = mkdtempSync(join(tmpdir(), 'k8s-app-monitor-packed-'));
    try {
      await helm(['package', CHART, '--destination', folder]);
      const [archive] = readdirSync(folder);

      await deploy(release, {}, [], join(folder, archive!));

      const target = { namespace: release.namespace, service: 'k8s-app-monitor-agent', port: 8888 };
      expect(isPicture(await answerOf(target, '/k8s-app-monitor-agent'))).toBe(true);
      prove(`${archive}, made by helm package, installs and serves an image`);
    } finally {
      rmSync(folder, { recursive: true });
    }
  }, 400_000);
});

async function servicesOf(namespace: string): Promise<string[]> {
  const { items } = await getJson<{ items: { metadata: { name: string } }[] }>([
    ...['services', '--namespace', namespace],
  ]);
  return items.map(({ metadata }) => metadata.name).sort();
}
