import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const LOG = fileURLToPath(new URL('../../.cache/dockerd.log', import.meta.url));
const POLL_MS = 200;
const MAX_POLLS = 300;

/**
 * Sees to it that a Docker daemon answers: the one that runs already, or else one that is started here.
 *
 * @returns a function that ends the daemon that was started here, and leaves alone one that ran before
 * @throws Error saying in one sentence why Docker cannot run
 */
export async function ensureDaemon() {
  if (spawnSync('docker', ['--version']).error) throw new Error('there is no docker command');
  if (answers()) return async () => {};

  mkdirSync(dirname(LOG), { recursive: true });
  const log = openSync(LOG, 'w');
  // In a process group of its own: Ctrl-C must not end it before the containers that are still to be removed.
  const daemon = spawn('dockerd', [], { stdio: ['ignore', log, log], detached: true });
  let ended;
  daemon.once('error', ({ message }) => (ended = message));
  daemon.once('exit', () => (ended ??= reasonIn(readFileSync(LOG, 'utf8'))));

  for (let poll = 0; poll < MAX_POLLS && ended === undefined; poll += 1) {
    if (answers()) return () => end(daemon);
    await delay(POLL_MS);
  }
  if (ended === undefined) await end(daemon);
  throw new Error(`no daemon answers, and dockerd did not start: ${ended ?? 'it does not answer'}`);
}

function answers() {
  return spawnSync('docker', ['version']).status === 0;
}

async function end(daemon) {
  daemon.kill('SIGTERM');
  if (daemon.exitCode === null) await once(daemon, 'exit');
}

function reasonIn(log) {
  return /^failed to start daemon: .*$/m.exec(log)?.[0] ?? log.trim().split('\n').at(-1);
}
