// The setup of the measurement: a namespace with a release of the chart, a pod that sends load and a pod that observes.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { IMAGES } from '../images.mjs';
import { SUITE_LABEL } from '../cluster.mjs';

const CHART = join(import.meta.dirname, '..', '..', '..', 'charts', 'k8s-app-monitor');
const RELEASE = 'k8s-app-monitor';
const POLL_MS = 500;
// Load starts before the observation and ends after it: `kubectl exec` is slow to start, and pods warm up.
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
    await this.#kubectl('label', 'namespace', this.#namespace, `${SUITE_LABEL}=measure`);
    const nodes = JSON.parse(await this.#kubectl('get', 'nodes', '--output', 'json')).items;
    // The observing pod sees the control groups of its node only.
    const { metadata } = nodes.find(({ spec }) => !spec.taints?.length);
    this.#nodeSelector = { 'kubernetes.io/hostname': metadata.labels['kubernetes.io/hostname'] };
    const cgroup = { name: 'cgroup', hostPath: { path: '/sys/fs/cgroup' } };
    for (const pod of [this.#helperPod('load'), this.#helperPod('observe', [cgroup])]) await this.#apply(pod);
    await this.#kubectl('wait', '--for=condition=Ready', 'pod/load', 'pod/observe', '--timeout=120s');
  }

  /** Installs or upgrades the release with exactly these values, and waits until it is ready. */
  async release({ metricsApi = {}, agent = {} }) {
    const nodeSelector = this.#nodeSelector;
    const values = { metricsApi: { ...metricsApi, nodeSelector }, agent: { ...agent, nodeSelector } };
    const options = ['--namespace', this.#namespace, '--reset-values', '--wait', '--timeout', '5m'];
    await this.#run('helm', ['upgrade', '--install', RELEASE, CHART, ...options, '--values', '-'], values);
    // Terminating pods still receive requests for a while.
    while ((await this.#pods()).some(({ metadata }) => metadata.deletionTimestamp)) await delay(POLL_MS);
  }

  /** What the pods of a service use, idle or under a `load` (as in the plan). */
  async measure({ service, seconds, load }) {
    const uids = (await this.#pods(`app.kubernetes.io/name=${service}`)).map(({ metadata }) => metadata.uid);
    const [use, answers] = await Promise.all([
      delay(load ? MARGIN_SECONDS * 1000 : 0).then(() => this.#inPod('observe', { uids, seconds })),
      load && this.#inPod('load', { ...load, seconds: seconds + 2 * MARGIN_SECONDS }),
    ]);
    return { ...use, pods: uids.length, ...answers };
  }

  async remove() {
    await this.#kubectl('delete', 'namespace', this.#namespace, '--ignore-not-found', '--timeout=120s');
  }

  async #pods(selector = '') {
    return JSON.parse(await this.#kubectl('get', 'pods', '--selector', selector, '--output', 'json')).items;
  }

  async #inPod(pod, options) {
    const script = readFileSync(join(import.meta.dirname, `${pod}.mjs`), 'utf8');
    const node = ['node', '--input-type=module', '--eval', script, JSON.stringify(options)];
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
