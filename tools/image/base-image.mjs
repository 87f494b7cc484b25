import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const succeeds = (...args) => spawnSync('docker', args).status === 0;

/**
 * Sees to it that the Dockerfile's base image is here: pulled, or made from the packages of Debian and npm.
 *
 * @returns whether it is
 */
export function ensureBaseImage() {
  const image = /^ARG BASE_IMAGE=(.+)$/m.exec(readFileSync(`${root}/Dockerfile`, 'utf8'))[1];
  if (succeeds('image', 'inspect', image) || succeeds('pull', image)) return true;
  console.log(`${image} cannot be pulled: making it from the packages of Debian and npm`);
  return spawnSync('tools/base-image/make.sh', { cwd: root, stdio: 'inherit' }).status === 0;
}

/** Without buildx Docker has the legacy builder only, and newer clients want to be told to use it. */
export function builderEnvironment() {
  return spawnSync('docker', ['buildx', 'version']).status === 0 ? {} : { DOCKER_BUILDKIT: '0' };
}
