import { describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** Starts a service that may open few files, and stops it once it listens. */
async function startWith(name: string, openFiles: number) {
  const command = `ulimit -n ${openFiles}; exec "$0" dist/apps/${name}/main.js`;
  const child = spawn('bash', ['-c', command, process.execPath], {
    cwd: root,
    env: { PATH: process.env['PATH'], PORT: '0', METRICS_PORT: '0', LISTEN_ADDRESS: '127.0.0.1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  child.stdout.on('data', (chunk: Buffer) => {
    log += chunk.toString();
    if (log.includes('"msg":"listening"')) child.kill('SIGTERM');
  });
  const [stderr] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  return { code: child.exitCode, stderr, listened: log.includes('"msg":"listening"') };
}

describe.each(['k8s-app-monitor-test', 'k8s-app-monitor-agent'])('%s', (name) => {
  // Node 24 opens fewer files at the same time, and starts.
  it.each([64, 256, 400])('with %d descriptors starts, or explains the limit in one line', async (limit) => {
    const { code, stderr, listened } = await startWith(name, limit);

    const sentence = `${name}: Expected a limit of at least 1024 open files but received ${limit}: raise it, for example with ulimit -n 1024\n`;
    expect([code, stderr]).toEqual(listened ? [0, ''] : [1, sentence]);
  });
});
