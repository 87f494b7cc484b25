import { beforeAll, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../../support/eventually.js';
import { kubectl } from '../support/commands.js';
import { ownNamespace } from '../support/namespaces.js';
import { runInPod } from '../support/node-pod.js';
import { prove } from '../support/proof.js';
import { deploy } from '../support/releases.js';
import { AGENT, shown, podStates } from './agent.js';

const SCRIPT = readFileSync(join(import.meta.dirname, 'hostile-charts.mjs'), 'utf8');

let namespace: string;

beforeAll(async () => {
  namespace = await ownNamespace('hostile-charts');
  await deploy({ name: 'k8s-app-monitor', namespace });
}, 300_000);

it('hostile charts are refused or rendered within the memory limit, and nothing restarts', async () => {
  const before = await podStates(namespace);

  const statuses = await runInPod(namespace, SCRIPT, { args: [`http://${AGENT}:8888`] });
  await eventually(
    'the agent was ready',
    async () => (await podStates(namespace))[0]?.ready?.status === 'True',
  );

  prove(
    `responses to 420 hostile charts: ${statuses.trim()}; peak memory ${await peakMiB()} MiB of ${await limit()}`,
  );
  for (const status of Object.keys(JSON.parse(statuses) as object))
    expect(status).toMatch(/^(200|4\d\d|503)$/);
  expect((await shown(namespace, 'image/png')).status).toBe(200);
  expect((await podStates(namespace)).map(({ name, restarts }) => ({ name, restarts }))).toEqual(
    before.map(({ name, restarts }) => ({ name, restarts })),
  );
}, 300_000);

async function limit(): Promise<string> {
  const path = '{.spec.template.spec.containers[0].resources.limits.memory}';
  return kubectl(['get', `deployment/${AGENT}`, '--namespace', namespace, '--output', `jsonpath=${path}`]);
}

/** From the container's cgroup, version 2 or 1. A restarted container starts at zero. */
async function peakMiB(): Promise<number> {
  const files = ['/sys/fs/cgroup/memory.peak', '/sys/fs/cgroup/memory/memory.max_usage_in_bytes'];
  const read = `fs.readFileSync(${JSON.stringify(files)}.find(fs.existsSync), 'utf8')`;
  const bytes = await kubectl([
    ...['exec', `deployment/${AGENT}`, '--namespace', namespace, '--', 'node', '--print', read],
  ]);
  return Math.round(Number(bytes) / 2 ** 20);
}
