// Changes to the pods of a Deployment while they receive requests; each ends once the old pods are deleted.
import { eventually } from '../../support/eventually.js';
import { kubectl } from '../support/commands.js';
import { untilDeleted, podsOf, untilRolledOut } from '../support/pods.js';

type Change = (namespace: string, name: string) => Promise<void>;

export const rolled: Change = async (namespace, name) => {
  const old = await podsOf(namespace, name);
  await kubectl(['rollout', 'restart', `deployment/${name}`, '--namespace', namespace]);
  await untilRolledOut(namespace, name);
  await untilDeleted(namespace, old);
};

/** 1 → 5 → 2. */
export const scaled: Change = async (namespace, name) => {
  for (const replicas of [1, 5, 2]) {
    await kubectl(['scale', `deployment/${name}`, `--replicas=${replicas}`, '--namespace', namespace]);
    await untilRolledOut(namespace, name);
  }
  await onlyPods(namespace, name, 2);
};

export const deletedOneByOne: Change = async (namespace, name) => {
  for (const { metadata } of await podsOf(namespace, name)) {
    await kubectl(['delete', 'pod', metadata.name, '--namespace', namespace]);
    await untilRolledOut(namespace, name);
  }
};

/** As `kubectl drain` does: all of them, with retries while the PodDisruptionBudget does not allow an eviction. */
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
    await eventually(`${metadata.name} was evicted`, () =>
      kubectl(['create', '--raw', path, '--filename', '-'], options).then(
        () => true,
        () => false,
      ),
    );
  }
  await untilRolledOut(namespace, name);
  await untilDeleted(namespace, old);
};

export const deletedAtOnce: Change = async (namespace, name) => {
  const old = await podsOf(namespace, name);
  const names = old.map(({ metadata }) => metadata.name);
  await kubectl(['delete', 'pod', ...names, '--namespace', namespace, '--wait=false']);
  await untilRolledOut(namespace, name);
  await untilDeleted(namespace, old);
};

/** The object is deleted at once, and the kubelet sends SIGKILL after two seconds. */
export const killed: Change = async (namespace, name) => {
  const [victim] = await podsOf(namespace, name);
  const force = ['--force', '--grace-period=0'];
  await kubectl(['delete', 'pod', victim?.metadata.name ?? '', '--namespace', namespace, ...force]);
  await untilRolledOut(namespace, name);
};

/** Lets the processes of a pod see each other: process 1 of a namespace cannot be killed from inside it. */
export async function shareProcesses(namespace: string, name: string): Promise<void> {
  const old = await podsOf(namespace, name);
  const patch = JSON.stringify({ spec: { template: { spec: { shareProcessNamespace: true } } } });
  await kubectl(['patch', `deployment/${name}`, '--namespace', namespace, '--patch', patch]);
  await untilRolledOut(namespace, name);
  await untilDeleted(namespace, old);
}

/** Sends SIGKILL to the service's process without warning; its container is restarted in the same pod. */
export const crashed: Change = async (namespace, name) => {
  const [victim] = await podsOf(namespace, name);
  const pod = victim?.metadata.name ?? '';
  await kubectl(['exec', pod, '--container', name, '--namespace', namespace, '--', 'node', '--eval', KILL]);
  await eventually(`${pod} was restarted`, async () => {
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
  await eventually(`${name} had exactly ${replicas} pods`, async () => {
    const selector = `app.kubernetes.io/name=${name}`;
    const pods = await kubectl([
      ...['get', 'pods', '--namespace', namespace, '--selector', selector, '--output', 'name'],
    ]);
    return pods.trim().split('\n').length === replicas;
  });
}
