import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Runs a command; its output is shown only when it fails. */
export async function runCommand(command, args) {
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(chunk));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} failed\n${Buffer.concat(output)}`);
}

/**
 * Starts a built service; `exited` resolves to its exit code and the signal that ended it, one of which is null.
 *
 * @param {string} name
 * @param {Record<string, string | number>} variables
 * @param {readonly string[]} options - of Node
 */
export function startService(name, variables, options = []) {
  const child = spawn(process.execPath, [...options, `dist/apps/${name}/main.js`], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      LOG_LEVEL: 'warn',
      ...process.env,
      ...Object.fromEntries(Object.entries(variables).map(([key, value]) => [key, String(value)])),
    },
  });
  return { child, exited: once(child, 'exit').then(([code, signal]) => ({ code, signal })) };
}

/** Resolves when the local service on this port is ready, or when the signal aborts. */
export async function waitUntilReady(port, signal) {
  while (!signal.aborted) {
    const ready = await fetch(`http://localhost:${port}/readyz`, { signal }).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    await delay(50);
  }
}
