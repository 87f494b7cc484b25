// What happens to the pods of a Deployment while they are asked; each is over when the old pods have ended.
import { eventually } from '../../support/eventually.js';
import { kubectl } from '../support/commands.js';
import { gone, podsOf, rolledOut } from '../support/pods.js';

type Change = (namespace: string, name: string) => Promise<void>;

export const rolled: Change = async (namespace, name) => {
  const old = await podsOf(namespace, name);
  await kubectl(['rollout', 'restart', `deployment/${name}`, '--namespace', namespace]);
  await rolledOut(namespace, name);
  await gone(namespace, old);
};

/** 1 → 5 → 2. */
export const scaled: Change = async (namespace, name) => {
  for (const replicas of [1, 5, 2]) {
    await kubectl(['scale', `deployment/${name}`, `--replicas=${replicas}`, '--namespace', namespace]);
    await rolledOut(namespace, name);
  }
  await onlyPods(namespace, name, 2);
};

export const deletedOneByOne: Change = async (namespace, name) => {
  for (const { metadata } of await podsOf(namespace, name)) {
    await kubectl(['delete', 'pod', metadata.name, '--namespace', namespace]);
    await rolledOut(namespace, name);
  }
};

/** As `kubectl drain` does: all of them, each tried again as long as the PodDisruptionBudget does not let it go. */
export const evicted: Change = async (namespace, name) => {
  const old = await podsOf(namespace, name);
  for (const { metadata } of old) {
    const eviction = {
      apiVersion: 'policy/v1',
      kind: 'Eviction',
      metadata: { name: metadata.name, namespace },
    };
    const path = `/api/v1/namespaces/${namespace}/pods/${metadata.name}/eviction`;
    const options = { input: JSON.stringify(eviction) };
    await eventually(`${metadata.name} could be evicted`, () =>
      kubectl(['create', '--raw', path, '--filename', '-'], options).then(
        () => true,
        () => false,
      ),
    );
  }
  await rolledOut(namespace, name);
  await gone(namespace, old);
};

export const deletedAtOnce: Change = async (namespace, name) => {
  const old = await podsOf(namespace, name);
  const names = old.map(({ metadata }) => metadata.name);
  await kubectl(['delete', 'pod', ...names, '--namespace', namespace, '--wait=false']);
  await rolledOut(namespace, name);
  await gone(namespace, old);
};

/** The object goes at once, and the kubelet gives the process two seconds until SIGKILL. */
export const killed: Change = async (namespace, name) => {
  const [victim] = await podsOf(namespace, name);
  const force = ['--force', '--grace-period=0'];
  await kubectl(['delete', 'pod', victim?.metadata.name ?? '', '--namespace', namespace, ...force]);
  await rolledOut(namespace, name);
};

/** Lets processes of a pod see each other: nobody can kill the first one of a namespace from within it. */
export async function sharesProcesses(namespace: string, name: string): Promise<void> {
  const old = await podsOf(namespace, name);
  const patch = JSON.stringify({ spec: { template: { spec: { shareProcessNamespace: true } } } });
  await kubectl(['patch', `deployment/${name}`, '--namespace', namespace, '--patch', patch]);
  await rolledOut(namespace, name);
  await gone(namespace, old);
}

/** SIGKILL to the service's process, without a word before it; its container starts again in the same pod. */
export const crashed: Change = async (namespace, name) => {
  const [victim] = await podsOf(namespace, name);
  const pod = victim?.metadata.name ?? '';
  await kubectl(['exec', pod, '--container', name, '--namespace', namespace, '--', 'node', '--eval', KILL]);
  await eventually(`${pod} was started again`, async () => {
    const [status] = (await podsOf(namespace, name)).find(({ metadata }) => metadata.name === pod)!.status
      .containerStatuses;
    return status!.restartCount === 1 && status!.ready;
  });
};

const KILL = `
  const { readdirSync, readFileSync } = require('node:fs');
  const others = readdirSync('/proc').filter((pid) => Number(pid) > 0 && Number(pid) !== process.pid);
  const victim = others.find((pid) => readFileSync('/proc/' + pid + '/cmdline', 'utf8').includes('main.js'));
  process.kill(Number(victim), 'SIGKILL');`;

async function onlyPods(namespace: string, name: string, replicas: number): Promise<void> {
  await eventually(`${name} had ${replicas} pods and no others`, async () => {
    const selector = `app.kubernetes.io/name=${name}`;
    const pods = await kubectl([
      ...['get', 'pods', '--namespace', namespace, '--selector', selector, '--output', 'name'],
    ]);
    return pods.trim().split('\n').length === replicas;
  });
}
