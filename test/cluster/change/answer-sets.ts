import { isPicture } from '../support/answers.js';
import { evaluateInPod, podsOf } from '../support/pods.js';
import { AGENT, answersWith, type ChangeSet, ciValues, TEST } from './change-set.js';

const APPS = { service: TEST, port: 3000, path: '/api/v1/apps' };
const PICTURE = { service: AGENT, port: 8888, path: '/k8s-app-monitor-agent' };

/** Values that show in what the services answer. */
export const ANSWER_SETS: readonly ChangeSet[] = [
  {
    name: 'a scenario of one’s own, as a map',
    values: ciValues('scenario-map'),
    inShortRun: true,
    async inForce(release) {
      await answersWith(release, APPS, ({ body }) => body.includes('"cart"'));
      return 'the metrics API tells of the application `cart`, which the values describe';
    },
  },
  {
    name: 'a scenario in a ConfigMap that exists',
    values: ciValues('scenario-existing'),
    given: [
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'shop' },
        data: {
          'shop.yaml':
            'name: mine\napplications: [{ name: till, domain: shop, latency: { serviceMs: 80 } }]\n',
        },
      },
    ],
    async inForce(release) {
      await answersWith(release, APPS, ({ body }) => body.includes('"till"') && !body.includes('"cart"'));
      return 'the metrics API tells of the ConfigMap’s application `till`, and no longer of `cart`';
    },
  },
  {
    name: 'a scenario that comes with the service, a seed, and no test pods',
    values: ciValues('teaching'),
    async inForce(release) {
      await answersWith(release, APPS, ({ status, body }) => status === 200 && !body.includes('"till"'));
      const names = '[process.env.SCENARIO, process.env.SEED].join()';
      const seen = await evaluateInPod(release.namespace, TEST, names);
      if (seen !== 'slo-burn,42') throw new Error(`The pod follows ${seen}`);
      return 'the metrics API follows slo-burn with seed 42';
    },
  },
  {
    name: 'other ports, and one probe less',
    values: ciValues('probes'),
    inShortRun: true,
    async inForce(release) {
      await answersWith(release, { ...APPS, port: 80 }, ({ status }) => status === 200);
      await answersWith(release, PICTURE, isPicture);
      const [pod] = await podsOf(release.namespace, AGENT);
      const { startupProbe } = pod!.spec.containers[0]!;
      if (startupProbe !== undefined) throw new Error('The startup probe is still there');
      return 'the metrics API is at port 80, and the agent, which listens on 8080, draws what it tells';
    },
  },
  {
    name: 'an Ingress beneath a path',
    values: ciValues('ingress-sub-path'),
    async inForce(release) {
      for (const path of ['/team-a/monitor/k8s-app-monitor-agent', '/team-b/monitor/k8s-app-monitor-agent']) {
        await answersWith(release, { ...PICTURE, path }, isPicture);
      }
      return 'the agent draws beneath the path of the Ingress and beneath one of its own';
    },
  },
  {
    name: 'other services to chart',
    values: { agent: { services: [{ name: 'shop', kind: 'app-monitor', url: `http://${TEST}:3000` }] } },
    async inForce(release) {
      await answersWith(release, { ...PICTURE, path: '/shop' }, isPicture);
      return 'the agent draws the service `shop`, found by its short name';
    },
  },
  {
    name: 'the agent alone',
    values: ciValues('agent-only'),
    async inForce(release) {
      await answersWith(release, PICTURE, ({ status, type }) => status === 502 && type === 'image/png');
      if ((await podsOf(release.namespace, TEST)).length > 0)
        throw new Error('The metrics API is still there');
      return 'the metrics API is gone, and the agent says in a picture, with 502, that it reaches none';
    },
  },
  {
    name: 'the metrics API alone',
    values: { agent: { enabled: false } },
    async inForce(release) {
      await answersWith(release, APPS, ({ status }) => status === 200);
      if ((await podsOf(release.namespace, AGENT)).length > 0) throw new Error('The agent is still there');
      return 'the metrics API answers again, and the agent is gone';
    },
  },
];
