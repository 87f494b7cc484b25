import { describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { eventually } from '../../support/eventually.js';
import { freePort } from '../../support/ports.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

const SERVICES = [
  ['k8s-app-monitor-test', '/metrics'],
  ['k8s-app-monitor-agent', '/graph.svg'],
] as const;

/** Starts a service with its log in a file, calls it, and ends it. */
async function statusesOf(name: string, path: string, { log, cwd = root, ...env }: Record<string, string>) {
  const port = await freePort();
  const stdout = openSync(log!, 'w');
  const child = spawn(process.execPath, [`${root}/dist/apps/${name}/main.js`], {
    cwd,
    env: {
      PATH: process.env['PATH'],
      PORT: String(port),
      METRICS_PORT: '0',
      LISTEN_ADDRESS: '127.0.0.1',
      ...env,
    },
    stdio: ['ignore', stdout, 'ignore'],
  });
  closeSync(stdout);
  const exit = once(child, 'exit');
  const status = (at: string) =>
    fetch(`http://127.0.0.1:${port}${at}`).then(
      (response) => response.status,
      () => 0,
    );
  await eventually('it answers', async () => child.exitCode !== null || (await status('/healthz')) === 200);
  const statuses: number[] = [];
  for (let call = 0; call < 20; call += 1) statuses.push(await status(path));
  child.kill('SIGKILL');
  await exit;
  return [...new Set(statuses)];
}

describe.each(SERVICES)('%s', (name, path) => {
  it('answers while the disk with its log is full', async () => {
    expect(await statusesOf(name, path, { log: '/dev/full' })).toEqual([200]);
  });

  // Nothing can be created in /proc, not even by root, whom permissions do not stop.
  it('answers where neither its folder nor TMPDIR can be written', async () => {
    const result = await statusesOf(name, path, { log: '/dev/null', cwd: '/proc', TMPDIR: '/proc' });
    expect(result).toEqual([200]);
  });
});
