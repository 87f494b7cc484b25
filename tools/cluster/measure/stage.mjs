// Where it is measured: a namespace of its own with a release of the chart, a pod that sends and a pod that watches.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { IMAGES } from '../images.mjs';
import { LABEL } from '../sweep.mjs';

const CHART = join(import.meta.dirname, '..', '..', '..', 'charts', 'k8s-app-monitor');
const RELEASE = 'k8s-app-monitor';
const BETWEEN_LOOKS_MS = 500;
// Load starts before it is watched, and goes on after that: `kubectl exec` takes its time, and pods warm up.
const MARGIN_SECONDS = 5;
const SLEEP = 'setInterval(() => {}, 2 ** 30)';

export class Stage {
  #env;
  #namespace = `measure-${process.pid}`;
  #nodeSelector;

  constructor(clusterEnv) {
    this.#env = { ...process.env, ...clusterEnv };
  }

  async build() {
    await this.#kubectl('create', 'namespace', this.#namespace);
    await this.#kubectl('label', 'namespace', this.#namespace, `${LABEL}=measure`);
    const nodes = JSON.parse(await this.#kubectl('get', 'nodes', '--output', 'json')).items;
    // The watcher sees the control groups of its own node alone.
    const { metadata } = nodes.find(({ spec }) => !spec.taints?.length);
    this.#nodeSelector = { 'kubernetes.io/hostname': metadata.labels['kubernetes.io/hostname'] };
    const cgroup = { name: 'cgroup', hostPath: { path: '/sys/fs/cgroup' } };
    for (const pod of [this.#helperPod('load'), this.#helperPod('observe', [cgroup])]) await this.#apply(pod);
    await this.#kubectl('wait', '--for=condition=Ready', 'pod/load', 'pod/observe', '--timeout=120s');
  }

  /** Installs or upgrades the release to exactly these values, and waits until it is ready. */
  async release({ metricsApi = {}, agent = {} }) {
    const nodeSelector = this.#nodeSelector;
    const values = { metricsApi: { ...metricsApi, nodeSelector }, agent: { ...agent, nodeSelector } };
    const options = ['--namespace', this.#namespace, '--reset-values', '--wait', '--timeout', '5m'];
    await this.#run('helm', ['upgrade', '--install', RELEASE, CHART, ...options, '--values', '-'], values);
    // Pods that are on their way out still take part for a while.
    while ((await this.#pods()).some(({ metadata }) => metadata.deletionTimestamp))
      await delay(BETWEEN_LOOKS_MS);
  }

  /** What the pods of a service use, while `wish` is sent to `url`; nothing is sent without one. */
  async measure({ service, seconds, wish }) {
    const uids = (await this.#pods(`app.kubernetes.io/name=${service}`)).map(({ metadata }) => metadata.uid);
    const [use, answers] = await Promise.all([
      delay(wish ? MARGIN_SECONDS * 1000 : 0).then(() => this.#inPod('observe', { uids, seconds })),
      wish && this.#inPod('load', { ...wish, seconds: seconds + 2 * MARGIN_SECONDS }),
    ]);
    return { ...use, pods: uids.length, ...answers };
  }

  async remove() {
    await this.#kubectl('delete', 'namespace', this.#namespace, '--ignore-not-found', '--timeout=120s');
  }

  async #pods(selector = '') {
    return JSON.parse(await this.#kubectl('get', 'pods', '--selector', selector, '--output', 'json')).items;
  }

  async #inPod(pod, wishes) {
    const script = readFileSync(join(import.meta.dirname, 'in-pod', `${pod}.mjs`), 'utf8');
    const node = ['node', '--input-type=module', '--eval', script, JSON.stringify(wishes)];
    return JSON.parse(await this.#kubectl('exec', pod, '--', ...node));
  }

  #apply(object) {
    return this.#run('kubectl', ['apply', '--namespace', this.#namespace, '--filename', '-'], object);
  }

  #kubectl(...args) {
    return this.#run('kubectl', ['--namespace', this.#namespace, ...args]);
  }

  async #run(command, args, input) {
    const running = promisify(execFile)(command, args, { env: this.#env, maxBuffer: 2 ** 26 });
    running.child.stdin.end(input && JSON.stringify(input));
    try {
      return (await running).stdout;
    } catch (cause) {
      throw new Error(`${command} ${args[2]}: ${cause.stderr || cause.message}`, { cause });
    }
  }

  #helperPod(name, volumes = []) {
    const volumeMounts = volumes.map((volume) => ({
      name: volume.name,
      mountPath: '/cgroup',
      readOnly: true,
    }));
    const command = ['node', '--eval', SLEEP];
    return {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name },
      spec: {
        nodeSelector: this.#nodeSelector,
        terminationGracePeriodSeconds: 0,
        containers: [{ name, image: IMAGES[0], imagePullPolicy: 'IfNotPresent', command, volumeMounts }],
        volumes,
      },
    };
  }
}
