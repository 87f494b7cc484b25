import { beforeAll, expect, it } from '@jest/globals';
import { eventually } from '../../support/eventually.js';
import { kubectl } from '../support/commands.js';
import { ownNamespace } from '../support/namespaces.js';
import { untilDeleted, podsOf, untilRolledOut } from '../support/pods.js';
import { keepPicture, prove } from '../support/proof.js';
import { deploy } from '../support/releases.js';
import { AGENT, expectUndisturbed, METRICS_API, type Shown, shown, podStates } from './agent.js';

let namespace: string;

beforeAll(async () => {
  namespace = await ownNamespace('metrics-api-away');
  await deploy({ name: 'k8s-app-monitor', namespace });
}, 300_000);

it('the image and the page report a metrics API without pods, and the agent stays ready', async () => {
  const before = await podStates(namespace);
  const pods = await podsOf(namespace, METRICS_API);
  await scale(0);
  await untilDeleted(namespace, pods);

  const picture = await failureAs('image/png');
  const page = await failureAs('text/html');

  keepPicture('metrics-api-away.png', picture.body);
  expect(picture.type).toBe('image/png');
  expect(new TextDecoder().decode(page.body)).toContain(METRICS_API);
  await expectUndisturbed(before, namespace);

  await scale(1);
  await untilRolledOut(namespace, METRICS_API);
  await eventually('the image returned', async () => (await shown(namespace, 'image/png')).status === 200);
  await expectUndisturbed(before, namespace);
  prove(`with ${METRICS_API} scaled to 0, the image and the page of ${AGENT} reported that with 502`);
  prove(`${AGENT} stayed ready and was not restarted, and its image returned with ${METRICS_API}`);
}, 400_000);

/**
 * The agent's response with 502. There can be others before: connections get no answer (504) until the node knows that
 * the Service has no pods, and while the kernel limits the rate of refusals.
 */
async function failureAs(type: string): Promise<Shown> {
  let answer: Shown | undefined;
  await eventually(`the agent reported it as ${type}`, async () => {
    answer = await shown(namespace, type);
    return answer.status === 502;
  });
  return answer!;
}

async function scale(replicas: number): Promise<void> {
  await kubectl(['scale', `deployment/${METRICS_API}`, `--replicas=${replicas}`, '--namespace', namespace]);
}
