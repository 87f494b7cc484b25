import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { printTable } from './table.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const PEER = 'BENCH_PODINFO';
const ROUNDS = 5;
const CALLERS = 20;
const DELAY_MS = 1000;
const FIRST_PORT = 21_000;

/** What callers get while a server ends after SIGTERM, next to podinfo, each with the same time until it stops accepting. */
export async function measureShutdown() {
  const podinfo = process.env[PEER];
  const servers = {
    'metrics API': (port) => [
      'dist/apps/k8s-app-monitor-test/main.js',
      { PORT: port, SHUTDOWN_DELAY_MS: DELAY_MS },
    ],
    ...(podinfo !== undefined && { podinfo: (port) => [podinfo, {}, ['--port', port, '--level', 'error']] }),
  };
  if (podinfo === undefined) console.log(`\nShutdown without podinfo: it needs ${PEER}=<its executable>`);
  const rows = [];
  for (const [name, server] of Object.entries(servers)) {
    const rounds = [];
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(await shutDown(server, FIRST_PORT + round));
    for (const outcome of ['answered', 'refused', 'reset']) {
      const values = rounds.map((counts) => counts[outcome]);
      rows.push({ what: `${name}: ${outcome}`, values, unit: 'requests' });
    }
  }
  printTable(`SIGTERM under ${CALLERS} callers, each request over a new connection`, rows);
}

/** Resolves to what the requests from SIGTERM on got; a caller ends with its first request that is not answered. */
async function shutDown(server, port) {
  const [program, env, args = []] = server(String(port));
  const isOurs = program.endsWith('.js');
  const child = spawn(isOurs ? process.execPath : program, isOurs ? [program, ...args] : args, {
    cwd: ROOT,
    env: { PATH: process.env.PATH, METRICS_PORT: '0', LOG_LEVEL: 'error', ...env },
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  while ((await get(port)) !== 'answered') await delay(50);

  const counts = { answered: 0, refused: 0, reset: 0 };
  let isEnding = false;
  const caller = async () => {
    for (;;) {
      const outcome = await get(port);
      if (isEnding || outcome !== 'answered') counts[outcome] += 1;
      if (outcome !== 'answered') return;
    }
  };
  const callers = Promise.all(Array.from({ length: CALLERS }, caller));
  await delay(500);
  isEnding = true;
  child.kill('SIGTERM');
  await callers;
  await ended;
  return counts;
}

function get(port) {
  return new Promise((resolve) => {
    const sending = request({ port, host: '127.0.0.1', path: '/healthz', agent: false }, (response) => {
      response.resume().on('end', () => resolve('answered'));
      response.on('error', () => resolve('reset'));
    });
    sending.on('error', ({ code }) => resolve(code === 'ECONNREFUSED' ? 'refused' : 'reset')).end();
  });
}
