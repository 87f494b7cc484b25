import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { eventually } from '../../support/eventually.js';
import { getJson, kubectl } from '../support/commands.js';
import { ownNamespace } from '../support/namespaces.js';
import { outputOf, runInPod, startInPod } from '../support/node-pod.js';
import { prove, reportSkipped } from '../support/proof.js';
import { deploy } from '../support/releases.js';
import { AGENT, expectUndisturbed, podStates } from './agent.js';

const DNS = ['--namespace', 'kube-system', '--selector', 'k8s-app=kube-dns'];

interface Deployments {
  items: { metadata: { name: string }; spec: { replicas: number } }[];
}

const dns = await scalableDns();
if (dns === undefined) reportSkipped('this kubeconfig does not allow scaling the DNS of the cluster');

let namespace: string;

beforeAll(async () => {
  if (dns === undefined) return;
  namespace = await ownNamespace('dns-away');
  await deploy({ name: 'k8s-app-monitor', namespace });
}, 300_000);

afterAll(async () => {
  if (dns !== undefined) await scaleDns(dns.spec.replicas);
}, 200_000);

(dns === undefined ? it.skip : it)(
  'twenty seconds without DNS cause error images, and the agent stays ready',
  async () => {
    const before = await podStates(namespace);
    // The IP address, because the client must not depend on DNS.
    const address = await kubectl([
      ...['get', 'service', AGENT, '--namespace', namespace],
      ...['--output', 'jsonpath={.spec.clusterIP}'],
    ]);
    await scaleDns(0);
    const client = await startInPod(
      namespace,
      requestsForTwentySeconds(`http://${address}:8888/${AGENT}.png`),
    );
    const meanwhile = await outputOf(namespace, client);

    await scaleDns(dns?.spec.replicas ?? 1);
    await eventually('the image returned', async () => {
      const script = `console.log((await fetch('http://${address}:8888/${AGENT}.png')).status);`;
      return (await runInPod(namespace, script)).trim() === '200';
    });

    prove(`without DNS for 20 s the agent answered ${meanwhile.trim()}, and 200 after it`);
    for (const status of Object.keys(JSON.parse(meanwhile) as object))
      expect(['200', '502', '504']).toContain(status);
    await expectUndisturbed(before, namespace);
  },
  400_000,
);

/** One request every 0.5 s, forty in total; prints the count of each status. */
function requestsForTwentySeconds(url: string): string {
  return `
    const counts = {};
    const send = async () => {
      const status = await fetch('${url}').then((answer) => answer.status, (error) => error.cause?.code ?? error.name);
      counts[status] = (counts[status] ?? 0) + 1;
    };
    const requests = [];
    for (let n = 0; n < 40; n += 1) {
      requests.push(send());
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    await Promise.all(requests);
    console.log(JSON.stringify(counts));`;
}

async function scalableDns() {
  const allowed = await kubectl([
    ...['auth', 'can-i', 'patch', 'deployments/scale', '--namespace', 'kube-system'],
  ]).catch(() => 'no');
  if (allowed.trim() !== 'yes') return undefined;
  return (await getJson<Deployments>(['deployments', ...DNS])).items[0];
}

async function scaleDns(replicas: number): Promise<void> {
  const deployment = `deployment/${dns?.metadata.name}`;
  await kubectl(['scale', deployment, `--replicas=${replicas}`, '--namespace', 'kube-system']);
  if (replicas === 0) await kubectl(['wait', '--for=delete', 'pod', ...DNS, '--timeout=90s']);
  else await kubectl(['rollout', 'status', deployment, '--namespace', 'kube-system', '--timeout=180s']);
}
