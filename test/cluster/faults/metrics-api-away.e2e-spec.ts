import { beforeAll, expect, it } from '@jest/globals';
import { eventually } from '../../support/eventually.js';
import { kubectl } from '../support/commands.js';
import { ownNamespace } from '../support/namespaces.js';
import { gone, podsOf, rolledOut } from '../support/pods.js';
import { keepPicture, prove } from '../support/proof.js';
import { deploy } from '../support/releases.js';
import { AGENT, expectToStandAs, METRICS_API, type Shown, shown, standing } from './agent.js';

let namespace: string;

beforeAll(async () => {
  namespace = await ownNamespace('metrics-api-away');
  await deploy({ name: 'k8s-app-monitor', namespace });
}, 300_000);

it('a metrics API without pods is told in picture and page, and the agent stays ready', async () => {
  const before = await standing(namespace);
  const pods = await podsOf(namespace, METRICS_API);
  await scale(0);
  await gone(namespace, pods);

  const picture = await toldAs('image/png');
  const page = await toldAs('text/html');

  keepPicture('metrics-api-away.png', picture.body);
  expect(picture.type).toBe('image/png');
  expect(new TextDecoder().decode(page.body)).toContain(METRICS_API);
  await expectToStandAs(before, namespace);

  await scale(1);
  await rolledOut(namespace, METRICS_API);
  await eventually('the picture came back', async () => (await shown(namespace, 'image/png')).status === 200);
  await expectToStandAs(before, namespace);
  prove(`with ${METRICS_API} scaled to 0 the picture and the page of ${AGENT} told so with 502`);
  prove(`${AGENT} stayed ready and was not restarted, and its picture came back with ${METRICS_API}`);
}, 400_000);

/**
 * The agent's answer with 502. Others may come before it and between: until the node knows that the Service has no pods
 * any more, and whenever it refuses more often than the kernel lets it say so, connections are left unanswered (504).
 */
async function toldAs(type: string): Promise<Shown> {
  let answer: Shown | undefined;
  await eventually(`the agent told of it as ${type}`, async () => {
    answer = await shown(namespace, type);
    return answer.status === 502;
  });
  return answer!;
}

async function scale(replicas: number): Promise<void> {
  await kubectl(['scale', `deployment/${METRICS_API}`, `--replicas=${replicas}`, '--namespace', namespace]);
}
