/**
 * Installs a command from the Python package index into `.cache/NAME` at the root of the repository, and prints the path
 * of its binary. Does nothing else if it is installed already. NAME.txt pins it and its dependencies.
 *
 *   node tools/python/install.mjs NAME
 *
 * Exit codes: 0 - the path is on stdout; 3 - it is not available here, and stderr says why in one line.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';

const INSTALL_TIMEOUT_MS = 300_000;

const [name] = process.argv.slice(2);
if (name === undefined) throw new Error('Expected the name of a command as the argument, such as zizmor');
const requirements = join(import.meta.dirname, `${name}.txt`);
const version = new RegExp(`^${name}==(.+)$`, 'm').exec(readFileSync(requirements, 'utf8'))[1];
const cache = join(import.meta.dirname, '..', '..', '.cache', name);
const installed = join(cache, version);
const binaryIn = (folder) => join(folder, 'bin', name);

if (!runs(installed)) install();
process.stdout.write(`${binaryIn(installed)}\n`);

function install() {
  mkdirSync(cache, { recursive: true });
  // A virtual environment contains its path, and cannot be moved. It is created in a separate folder, and linked once it
  // is complete, so that concurrent or interrupted runs never leave an incomplete one behind.
  const folder = mkdtempSync(join(cache, 'made-'));
  const reason =
    failureOf('python3', ['-m', 'venv', folder]) ??
    failureOf(join(folder, 'bin', 'python'), [
      ...['-m', 'pip', 'install', '--quiet', '--no-input', '--disable-pip-version-check'],
      // The list is complete: pip must not add packages, nor run their setup scripts.
      ...['--no-deps', '--only-binary=:all:', '--requirement', requirements],
    ]) ??
    (runs(folder) ? undefined : `the binary does not report version ${version}`);
  if (reason !== undefined) {
    rmSync(folder, { recursive: true, force: true });
    giveUp(reason);
  }
  link(folder);
}

function link(folder) {
  // An existing one does not run: the repository was moved, or Python was updated.
  if (!runs(installed)) rmSync(installed, { recursive: true, force: true });
  try {
    symlinkSync(basename(folder), installed);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    if (!runs(installed)) giveUp(error.message);
  }
}

function runs(folder) {
  const { stdout } = spawnSync(binaryIn(folder), ['--version'], { encoding: 'utf8' });
  return stdout?.trim().endsWith(version) ?? false;
}

function failureOf(command, args) {
  const { error, status, stdout, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    timeout: INSTALL_TIMEOUT_MS,
  });
  if (error) return error.message;
  if (status === 0) return undefined;
  // pip prints a lot; the reason is in the lines with errors.
  const lines = `${stderr}\n${stdout}`.split('\n').filter((line) => line.trim() !== '');
  const errors = lines.filter((line) => /error/i.test(line));
  return [...errors, ...lines].slice(0, 2).join(' ') || `${command} ended with exit code ${status}`;
}

function giveUp(reason) {
  process.stderr.write(`${name} ${version} is not available here: ${reason}\n`);
  process.exit(3);
}
