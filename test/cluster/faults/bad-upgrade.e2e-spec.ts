import { beforeAll, expect, it } from '@jest/globals';
import { CHART, getJson, helm } from '../support/commands.js';
import { ownNamespace } from '../support/namespaces.js';
import { podsOf } from '../support/pods.js';
import { prove } from '../support/proof.js';
import { deploy, type Release } from '../support/releases.js';
import { summaryOf, requestsDuring } from '../support/steady-client.js';
import { METRICS_API } from './agent.js';

interface Deployment {
  spec: { template: { spec: { containers: { image: string }[] } } };
}

let release: Release;

beforeAll(async () => {
  release = { name: 'k8s-app-monitor', namespace: await ownNamespace('bad-upgrade') };
  await deploy(release);
}, 300_000);

it('an upgrade to an image that does not start is rolled back, and no request is lost', async () => {
  const { namespace } = release;
  const image = await imageOf(namespace);
  const before = (await podsOf(namespace, METRICS_API)).map(({ metadata }) => metadata.name);
  let refusal = '';

  const tally = await requestsDuring(namespace, `http://${METRICS_API}:3000/metrics`, async () => {
    refusal = await badUpgrade().catch(String);
  });

  prove(`an upgrade to an image that does not start was rolled back; during that time, ${summaryOf(tally)}`);
  expect(refusal).toMatch(/rolled? ?back/i);
  expect(tally).toMatchObject({ kept: { failed: 0 }, fresh: { failed: 0 } });
  expect(await imageOf(namespace)).toBe(image);
  expect((await podsOf(namespace, METRICS_API)).map(({ metadata }) => metadata.name)).toEqual(before);
}, 450_000);

async function badUpgrade(): Promise<string> {
  const { name, namespace } = release;
  return helm([
    ...['upgrade', name, CHART, '--namespace', namespace, '--set', 'metricsApi.image.tag=is-not-there'],
    ...['--rollback-on-failure', '--wait', '--timeout', '40s'],
  ]);
}

async function imageOf(namespace: string): Promise<string | undefined> {
  const deployment = await getJson<Deployment>(['deployment', METRICS_API, '--namespace', namespace]);
  return deployment.spec.template.spec.containers[0]?.image;
}
