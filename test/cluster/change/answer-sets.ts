import { isPicture } from '../support/port-forward.js';
import { evaluateInPod, podsOf } from '../support/pods.js';
import { AGENT, answersWith, type ChangeSet, ciValues, TEST } from './change-set.js';

const APPS = { service: TEST, port: 3000, path: '/api/v1/apps' };
const PICTURE = { service: AGENT, port: 8888, path: '/k8s-app-monitor-agent' };

/** Values that take effect in the responses of the services. */
export const ANSWER_SETS: readonly ChangeSet[] = [
  {
    name: 'a custom scenario as a map',
    values: ciValues('scenario-map'),
    inShortRun: true,
    async verify(release) {
      await answersWith(release, APPS, ({ body }) => body.includes('"cart"'));
      return 'the metrics API returns the application `cart` from the values';
    },
  },
  {
    name: 'a scenario in an existing ConfigMap',
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
    async verify(release) {
      await answersWith(release, APPS, ({ body }) => body.includes('"till"') && !body.includes('"cart"'));
      return 'the metrics API returns the application `till` from the ConfigMap, and `cart` no longer';
    },
  },
  {
    name: 'a built-in scenario, a seed, and no test pods',
    values: ciValues('teaching'),
    async verify(release) {
      await answersWith(release, APPS, ({ status, body }) => status === 200 && !body.includes('"till"'));
      const names = '[process.env.SCENARIO, process.env.SEED].join()';
      const seen = await evaluateInPod(release.namespace, TEST, names);
      if (seen !== 'slo-burn,42') throw new Error(`Expected slo-burn,42 but received ${seen}`);
      return 'the metrics API uses the scenario slo-burn with seed 42';
    },
  },
  {
    name: 'other ports, and one probe removed',
    values: ciValues('probes'),
    inShortRun: true,
    async verify(release) {
      await answersWith(release, { ...APPS, port: 80 }, ({ status }) => status === 200);
      await answersWith(release, PICTURE, isPicture);
      const [pod] = await podsOf(release.namespace, AGENT);
      const { startupProbe } = pod!.spec.containers[0]!;
      if (startupProbe !== undefined) throw new Error('The startup probe still exists');
      return 'the metrics API is on port 80, and the agent, which listens on 8080, renders its metrics';
    },
  },
  {
    name: 'an Ingress with a path',
    values: ciValues('ingress-sub-path'),
    async verify(release) {
      for (const path of ['/team-a/monitor/k8s-app-monitor-agent', '/team-b/monitor/k8s-app-monitor-agent']) {
        await answersWith(release, { ...PICTURE, path }, isPicture);
      }
      return 'the agent renders under the path of the Ingress and under a configured base path';
    },
  },
  {
    name: 'other services to chart',
    values: { agent: { services: [{ name: 'shop', kind: 'app-monitor', url: `http://${TEST}:3000` }] } },
    async verify(release) {
      await answersWith(release, { ...PICTURE, path: '/shop' }, isPicture);
      return 'the agent renders the service `shop`, by its short address';
    },
  },
  {
    name: 'only the agent',
    values: ciValues('agent-only'),
    async verify(release) {
      await answersWith(release, PICTURE, ({ status, type }) => status === 502 && type === 'image/png');
      if ((await podsOf(release.namespace, TEST)).length > 0)
        throw new Error('The metrics API still has pods');
      return 'the metrics API is gone, and the agent returns an error image with status 502';
    },
  },
  {
    name: 'only the metrics API',
    values: { agent: { enabled: false } },
    async verify(release) {
      await answersWith(release, APPS, ({ status }) => status === 200);
      if ((await podsOf(release.namespace, AGENT)).length > 0) throw new Error('The agent still has pods');
      return 'the metrics API answers again, and the agent is gone';
    },
  },
];
