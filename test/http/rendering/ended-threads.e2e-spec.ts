import { afterEach, describe, expect, it } from '@jest/globals';
import { cpSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { eventually } from '../../support/eventually.js';
import { RunningService } from '../../support/running-service.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const WORKER = 'dist/src/rendering/embedded/draw.worker.js';

/** The worker, which does not start while there is a file `no-start`, and ends as a file `end` says. */
const worker = (folder: string) => `
import { existsSync, readFileSync, rmSync } from 'node:fs';
export { default } from './draw.original.js';
const file = (name) => new URL(name, ${JSON.stringify(`${pathToFileURL(folder).href}/`)});
if (existsSync(file('no-start'))) throw new Error('no thread today');
setInterval(() => {
  if (!existsSync(file('end'))) return;
  const how = readFileSync(file('end'), 'utf8');
  rmSync(file('end'));
  if (how === 'exit') process.exit(7);
  if (how === 'error') throw new Error('broken');
  for (const all = []; ; ) all.push(Array.from({ length: 100_000 }, Math.random));
}, 10);
`;

let folder: string;
let agent: RunningService;

/** A built checkout with that worker; everything else in it is this checkout's. */
function checkout(): string {
  const copy = mkdtempSync(join(tmpdir(), 'agent-'));
  cpSync(join(root, 'dist'), join(copy, 'dist'), { recursive: true });
  cpSync(join(root, 'package.json'), join(copy, 'package.json'));
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  renameSync(join(copy, WORKER), join(copy, WORKER, '../draw.original.js'));
  writeFileSync(join(copy, WORKER), worker(copy));
  return copy;
}

const allowStart = () => rmSync(join(folder, 'no-start'));
const preventStart = () => writeFileSync(join(folder, 'no-start'), '');

function endThread(how: string): void {
  writeFileSync(join(folder, 'order'), how);
  // The thread never reads a file that is only partly written.
  renameSync(join(folder, 'order'), join(folder, 'end'));
}

async function startAgent(): Promise<void> {
  const settings = { RENDER_WORKERS: '1', RENDER_TIMEOUT_MS: '5000' };
  agent = await RunningService.start('k8s-app-monitor-agent', settings, process.execPath, folder);
}

async function expectPicture(value: number): Promise<void> {
  const chart = `{type:'bar',data:{datasets:[{data:[${value}]}]}}`;
  const response = await fetch(`${agent.url}/chart?v=4&c=${encodeURIComponent(chart)}`);
  expect({ status: response.status, type: response.headers.get('content-type') }).toEqual({
    status: 200,
    type: 'image/png',
  });
}

async function readiness() {
  const response = await fetch(`${agent.url}/readyz`);
  const { checks } = (await response.json()) as { checks: { renderer: string } };
  return { status: response.status, renderer: checks.renderer };
}

afterEach(async () => {
  await agent.stop();
  rmSync(folder, { recursive: true });
});

describe('a render thread that ends between two pictures', () => {
  it.each([
    ['exit', 'exit', 'exit code 7'],
    ['error', 'error', 'broken'],
    ['out of memory', 'memory', 'Worker terminated due to reaching memory limit: JS heap out of memory'],
  ])('(%s) is logged, counted and replaced', async (how, reason, sentence) => {
    folder = checkout();
    await startAgent();
    await expectPicture(1);

    endThread(how);
    const msg = `A render thread ended (${reason}): ${sentence}`;
    await expect(agent.logged((line) => line['msg'] === msg)).resolves.toMatchObject({ level: 'warn' });
    const metrics = await (await fetch(agent.metricsUrl)).text();
    for (const each of ['error', 'exit', 'memory', 'timeout']) {
      expect(metrics).toContain(
        `\nrender_workers_ended_total{reason="${each}"} ${each === reason ? 1 : 0}\n`,
      );
    }
    await expectPicture(2);
    expect(await readiness()).toEqual({ status: 200, renderer: 'ok' });
  });
});

describe('an agent that cannot start a render thread', () => {
  it('is not ready from the start', async () => {
    folder = checkout();
    preventStart();
    await startAgent();

    expect(await readiness()).toEqual({
      status: 503,
      renderer: 'The chart renderer cannot render: no thread today',
    });
  });

  it('is not ready once its threads have ended, and ready again when one starts', async () => {
    folder = checkout();
    await startAgent();
    await expectPicture(1);

    preventStart();
    endThread('exit');
    await eventually('the agent is not ready', async () => (await readiness()).status === 503);
    expect((await readiness()).renderer).toBe('No render thread can be started: no thread today');

    allowStart();
    await eventually('the agent is ready again', async () => (await readiness()).status === 200);
    await expectPicture(2);
  });
});
