import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const ROOT = join(import.meta.dirname, '..', '..');
const LOG = join(ROOT, '.cache', 'dockerd.log');
const POLL_MS = 200;
const MAX_POLLS = 300;

/**
 * Starts a Docker daemon, unless one answers already.
 *
 * @returns a function that ends the daemon that was started here, and does nothing to one that was running before
 * @throws Error saying in one sentence why Docker cannot run
 */
export async function ensureDaemon() {
  if (spawnSync('docker', ['--version']).error) throw new Error('the docker command is not installed');
  if (succeeds('version')) return async () => {};

  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  const log = openSync(LOG, 'w');
  // In a separate process group: Ctrl-C must not end it before the containers are removed.
  const daemon = spawn('dockerd', [], { stdio: ['ignore', log, log], detached: true });
  let failure;
  daemon.once('error', ({ message }) => (failure = message));
  daemon.once('exit', () => (failure ??= reasonIn(readFileSync(LOG, 'utf8'))));

  for (let poll = 0; poll < MAX_POLLS && failure === undefined; poll += 1) {
    if (succeeds('version')) return () => end(daemon);
    await delay(POLL_MS);
  }
  if (failure === undefined) await end(daemon);
  throw new Error(
    `no Docker daemon is running, and dockerd did not start: ${failure ?? 'it does not answer'}`,
  );
}

async function end(daemon) {
  daemon.kill('SIGTERM');
  if (daemon.exitCode === null) await once(daemon, 'exit');
}

function reasonIn(log) {
  return /^failed to start daemon: .*$/m.exec(log)?.[0] ?? log.trim().split('\n').at(-1);
}

/**
 * Pulls the Dockerfile's base image, or makes it from the packages of Debian and npm, unless it exists already.
 *
 * @returns whether it exists now
 */
export function ensureBaseImage() {
  const image = /^ARG BASE_IMAGE=(.+)$/m.exec(readFileSync(join(ROOT, 'Dockerfile'), 'utf8'))[1];
  if (succeeds('image', 'inspect', image) || succeeds('pull', image)) return true;
  console.log(`${image} cannot be pulled: making it from the packages of Debian and npm`);
  return spawnSync('tools/base-image/make.sh', { cwd: ROOT, stdio: 'inherit' }).status === 0;
}

/** Without buildx, Docker has only the legacy builder, which newer clients use only if this variable is set. */
export function builderEnvironment() {
  return succeeds('buildx', 'version') ? {} : { DOCKER_BUILDKIT: '0' };
}

function succeeds(...args) {
  return spawnSync('docker', args).status === 0;
}
