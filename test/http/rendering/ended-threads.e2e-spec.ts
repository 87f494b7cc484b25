import { afterEach, describe, expect, it } from '@jest/globals';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { eventually } from '../../support/eventually.js';
import { RunningService } from '../../support/running-service.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const WORKER = 'dist/src/rendering/embedded/draw.worker.js';

/**
 * The worker, which does not start while there is a file `no-start`, does not become ready while there is a file
 * `no-ready`, writes a file `started-…` once it has started, and ends as a file `end` says.
 */
const worker = (folder: string) => `
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { threadId } from 'node:worker_threads';
export { default } from './draw.original.js';
const file = (name) => new URL(name, ${JSON.stringify(`${pathToFileURL(folder).href}/`)});
if (existsSync(file('no-start'))) throw new Error('no thread today');
while (existsSync(file('no-ready'))) await new Promise((resolve) => setTimeout(resolve, 10));
writeFileSync(file('started-' + threadId), '');
setInterval(() => {
  if (!existsSync(file('end'))) return;
  const how = readFileSync(file('end'), 'utf8');
  rmSync(file('end'));
  if (how === 'exit') process.exit(7);
  if (how === 'busy') for (;;);
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
const preventReady = () => writeFileSync(join(folder, 'no-ready'), '');

/** Ends one thread, and waits until it has read how. */
async function endThread(how: string): Promise<void> {
  writeFileSync(join(folder, 'order'), how);
  // The thread never reads a file that is only partly written.
  renameSync(join(folder, 'order'), join(folder, 'end'));
  await eventually('a thread has read how it ends', () => !existsSync(join(folder, 'end')));
}

async function startAgent(workers = 1): Promise<void> {
  const settings = { RENDER_WORKERS: String(workers), RENDER_TIMEOUT_MS: '5000' };
  agent = await RunningService.start('k8s-app-monitor-agent', settings, process.execPath, folder);
}

/** Starts an agent, and waits until its threads have started and the first picture is rendered. */
async function startAgentAndThreads(workers = 1): Promise<void> {
  await startAgent(workers);
  const started = () => readdirSync(folder).filter((name) => name.startsWith('started-')).length;
  await eventually('the render threads have started', () => started() === workers);
  await expectPicture(1);
}

function picture(value: number, size = ''): Promise<Response> {
  const chart = `{type:'bar',data:{datasets:[{data:[${value}]}]}}`;
  return fetch(`${agent.url}/chart?v=4&c=${encodeURIComponent(chart)}${size}`, {
    headers: { accept: 'application/json' },
  });
}

async function expectPicture(value: number): Promise<void> {
  const response = await picture(value);
  expect({ status: response.status, type: response.headers.get('content-type') }).toEqual({
    status: 200,
    type: 'image/png',
  });
}

async function expectRefused(response: Response, code: string): Promise<void> {
  const { code: received } = (await response.json()) as { code: string };
  expect([response.status, received]).toEqual([503, code]);
}

async function expectEnded(expected: Readonly<Record<string, number>>): Promise<void> {
  const metrics = await (await fetch(agent.metricsUrl)).text();
  for (const reason of ['error', 'exit', 'memory', 'timeout']) {
    expect(metrics).toContain(`\nrender_workers_ended_total{reason="${reason}"} ${expected[reason] ?? 0}\n`);
  }
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
    await startAgentAndThreads();

    await endThread(how);
    const msg = `A render thread ended (${reason}): ${sentence}`;
    await expect(agent.logged((line) => line['msg'] === msg)).resolves.toMatchObject({ level: 'warn' });
    await expectEnded({ [reason]: 1 });
    await expectPicture(2);
    expect(await readiness()).toEqual({ status: 200, renderer: 'ok' });
  });
});

describe('a render thread that exceeds the time limit', () => {
  it('is logged, counted and replaced', async () => {
    folder = checkout();
    await startAgentAndThreads();
    await endThread('busy');

    await expectRefused(await picture(2), 'RENDER_TIMEOUT');
    const msg = 'A render thread ended (timeout): a picture took longer than 5000 ms';
    await expect(agent.logged((line) => line['msg'] === msg)).resolves.toMatchObject({ level: 'warn' });
    await expectEnded({ timeout: 1 });
    await expectPicture(3);
  });

  it('is not counted for a picture that has no thread yet', async () => {
    folder = checkout();
    await startAgentAndThreads();

    preventReady();
    // Large pictures have a thread of their own, which starts with the first of them.
    await expectRefused(await picture(2, '&w=3000&h=3000&devicePixelRatio=1'), 'RENDER_TIMEOUT');
    await expectEnded({});
  });
});

describe('an agent that cannot start a render thread', () => {
  it('is not ready from the start, and ready when one starts', async () => {
    folder = checkout();
    preventStart();
    await startAgent();

    expect(await readiness()).toEqual({
      status: 503,
      renderer: 'No render thread can be started: no thread today',
    });
    await expectRefused(await picture(1), 'NO_RENDER_THREAD');

    allowStart();
    await eventually('the agent is ready', async () => (await readiness()).status === 200);
    await expectPicture(2);
  });

  it('is not ready once its threads have ended, and ready again when one starts', async () => {
    folder = checkout();
    await startAgentAndThreads();

    preventStart();
    await endThread('exit');
    await eventually('the agent is not ready', async () => (await readiness()).status === 503);
    expect((await readiness()).renderer).toBe('No render thread can be started: no thread today');

    allowStart();
    await eventually('the agent is ready again', async () => (await readiness()).status === 200);
    await expectPicture(2);
  });

  it('is not ready once the last of several threads has ended', async () => {
    folder = checkout();
    await startAgentAndThreads(2);

    preventStart();
    await endThread('exit');
    // The pool now knows that threads do not start, and does not replace the second one.
    await agent.logged((line) => line['msg'] === 'A render thread ended (error): no thread today');
    await endThread('exit');
    await eventually('the agent is not ready', async () => (await readiness()).status === 503);

    allowStart();
    await eventually('the agent is ready again', async () => (await readiness()).status === 200);
    await expectPicture(2);
  });

  it('tries once within the time limit, however often it is asked', async () => {
    folder = checkout();
    await startAgentAndThreads();
    preventStart();
    await endThread('exit');
    await eventually('the agent is not ready', async () => (await readiness()).status === 503);
    const attempts = () => agent.log.filter(({ msg }) => String(msg).includes('no thread today')).length;

    const before = attempts();
    // Other values than before: a cached chart needs no thread.
    for (let value = 100; value < 150; value += 1) {
      await readiness();
      await expectRefused(await picture(value), 'NO_RENDER_THREAD');
    }
    // A slow machine can take longer than the time limit for these requests.
    expect(attempts() - before).toBeLessThan(10);
  });
});
