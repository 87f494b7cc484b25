import { describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { eventually } from '../../support/eventually.js';
import { LOG_QUEUE_BYTES } from '../../../src/platform/log-output.js';
import { freePort } from '../../support/ports.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

const SERVICES = [
  ['k8s-app-monitor-test', '/metrics'],
  ['k8s-app-monitor-agent', '/graph.svg'],
] as const;

/** Starts a service whose log goes to a file, or to a pipe that this process reads. */
async function start(name: string, { log, cwd = root, ...env }: Record<string, string>) {
  const port = await freePort();
  const stdout = log === undefined ? 'pipe' : openSync(log, 'w');
  const child = spawn(process.execPath, [`${root}/dist/apps/${name}/main.js`], {
    cwd,
    env: {
      PATH: process.env['PATH'],
      PORT: String(port),
      METRICS_PORT: '0',
      LISTEN_ADDRESS: '127.0.0.1',
      SHUTDOWN_DELAY_MS: '0',
      ...env,
    },
    stdio: ['ignore', stdout, 'ignore'],
  });
  if (typeof stdout === 'number') closeSync(stdout);
  const exit = once(child, 'exit');
  const status = (at: string) =>
    fetch(`http://127.0.0.1:${port}${at}`).then(
      (response) => response.arrayBuffer().then(() => response.status),
      () => 0,
    );
  await eventually('it answers', async () => child.exitCode !== null || (await status('/healthz')) === 200);
  const stop = async () => {
    child.kill('SIGTERM');
    const [code] = (await exit) as [number | null];
    return code;
  };
  return { child, status, stop };
}

/** The statuses of some calls, and the exit code after a signal to end. */
async function outcomeOf(name: string, path: string, options: Record<string, string>) {
  const { status, stop } = await start(name, options);
  const statuses: number[] = [];
  for (let call = 0; call < 20; call += 1) statuses.push(await status(path));
  return { statuses: [...new Set(statuses)], exitCode: await stop() };
}

const unharmed = { statuses: [200], exitCode: 0 };

describe.each(SERVICES)('%s', (name, path) => {
  it('answers and ends while the disk with its log is full', async () => {
    expect(await outcomeOf(name, path, { log: '/dev/full' })).toEqual(unharmed);
  });

  // Nothing can be created in /proc, not even by root, whom permissions do not stop.
  it('answers where neither its folder nor TMPDIR can be written', async () => {
    const result = await outcomeOf(name, path, { log: '/dev/null', cwd: '/proc', TMPDIR: '/proc' });
    expect(result).toEqual(unharmed);
  });

  it('answers and ends while the reader of its log has stopped', async () => {
    // The pipe is full after 64 KiB, some hundred lines.
    const { child, status, stop } = await start(name, {});
    for (let call = 0; call < 400; call += 1) await status(`/healthy?${'x'.repeat(400)}`);
    expect(await status('/healthz')).toBe(200);
    expect(await stop()).toBe(0);
    child.stdout!.destroy();
  });
});

it('drops log lines that exceed the queue, and logs how many', async () => {
  const { child, status, stop } = await start('k8s-app-monitor-test', {});
  const path = `/healthy?${'x'.repeat(600)}`;
  const lines = (LOG_QUEUE_BYTES + 2 ** 20) / 600;
  const call = async () => {
    for (let sent = 0; sent < lines / 8; sent += 1) await status(path);
  };
  await Promise.all(Array.from({ length: 8 }, call));
  let log = '';
  child.stdout!.setEncoding('utf8').on('data', (text: string) => (log += text));
  await eventually('the lines are read', () => log.includes('log lines were dropped'));
  expect(await stop()).toBe(0);
  const messages = log
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { msg: string; lines?: number });
  expect(messages.find(({ lines: dropped }) => dropped !== undefined)?.lines).toBeGreaterThan(100);
  expect(messages.at(-1)?.msg).toBe('stopped');
});
