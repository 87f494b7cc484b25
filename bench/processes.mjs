import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const START_MS = 30_000;
const children = new Set();

// The servers end with the benchmark, also when it fails.
process.on('exit', () => children.forEach((child) => child.kill('SIGKILL')));
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

/** Whether a command is on the PATH. */
export function isInstalled(command) {
  try {
    execFileSync('sh', ['-c', `command -v ${command}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const CAN_PIN = availableParallelism() > 1 && isInstalled('taskset');
export const PINNING = CAN_PIN
  ? 'server on core 0, load on core 1'
  : 'not pinned, since that needs taskset and 2 cores';

/** Pins a command to one core if possible. */
export function pinned(core, command) {
  return CAN_PIN ? ['taskset', '-c', String(core), ...command] : command;
}

/** Starts the built metrics API on loopback, and discards its log. */
export async function startMetricsApi(env, options = {}) {
  return startServer(['dist/apps/k8s-app-monitor-test/main.js'], '/metrics', env, options);
}

/** Starts the built chart agent on loopback as its image does, and discards its log. */
export async function startAgent(env, { path = '/healthz', ...options } = {}) {
  return startServer(
    ['--max-semi-space-size=2', '--single-threaded-gc', 'dist/apps/k8s-app-monitor-agent/main.js'],
    path,
    { LOG_LEVEL: 'warn', MALLOC_ARENA_MAX: '1', ...env },
    options,
  );
}

/**
 * Starts a Node.js server on a free port, and waits until it responds.
 *
 * @param {string} path - requested until the server responds
 * @param {{ cores?: 'first' | 'all', root?: string }} options - where it runs (core 0 by default), and from which checkout
 * @returns {Promise<{ url: string, pid: number }>}
 */
export async function startServer(args, path, env, { cores = 'first', root = ROOT } = {}) {
  const PORT = String(await freePort());
  const node = [process.execPath, ...args];
  const [command, ...rest] = cores === 'all' ? node : pinned(0, node);
  const child = spawn(command, rest, {
    cwd: root,
    env: { PATH: process.env.PATH, LISTEN_ADDRESS: '127.0.0.1', METRICS_PORT: '0', ...env, PORT },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  children.add(child);
  const url = `http://127.0.0.1:${PORT}${path}`;
  const deadline = AbortSignal.timeout(START_MS);
  while (!(await answers(url))) {
    if (child.exitCode !== null) throw new Error(`${args[0]} ended with exit code ${child.exitCode}`);
    deadline.throwIfAborted();
  }
  return { url, pid: child.pid };
}

/** Stops all servers. */
export async function stopServers() {
  await Promise.all([...children].map(stopChild));
}

/** Stops one server. */
export async function stopServer({ pid }) {
  await Promise.all([...children].filter((child) => child.pid === pid).map(stopChild));
}

async function stopChild(child) {
  const ended = once(child, 'exit');
  child.kill();
  await ended;
  children.delete(child);
}

async function answers(url) {
  try {
    const response = await fetch(url);
    await response.arrayBuffer();
    return response.ok;
  } catch {
    // Not ready yet; try again in 50 ms.
    await new Promise((resolve) => setTimeout(resolve, 50));
    return false;
  }
}

/** With its log discarded, a server cannot report which port it got. */
async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
