/**
 * Installs schemathesis, as requirements.txt pins it and all that it needs, from the Python package index into
 * `.cache/schemathesis` at the root of the repository, and prints the path of its binary. Answers at once when it
 * is there already.
 *
 * Exit codes: 0 - the path is on stdout; 3 - it cannot be had here, and stderr says why in one line.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { basename, join } from 'node:path';

const INSTALL_TIMEOUT_MS = 300_000;

const requirements = join(import.meta.dirname, 'requirements.txt');
const version = /^schemathesis==(.+)$/m.exec(readFileSync(requirements, 'utf8'))[1];
const cache = join(import.meta.dirname, '..', '..', '.cache', 'schemathesis');
const installed = join(cache, version);
const binaryIn = (folder) => join(folder, 'bin', 'schemathesis');

if (!runs(installed)) install();
process.stdout.write(`${binaryIn(installed)}\n`);

function install() {
  mkdirSync(cache, { recursive: true });
  // A virtual environment holds its own path, and cannot be moved. It is made in a folder of its own, and linked
  // when complete: two runs at once, or one that is cut short, leave no half that a later run would take.
  const folder = mkdtempSync(join(cache, 'made-'));
  const reason =
    failureOf('python3', ['-m', 'venv', folder]) ??
    failureOf(join(folder, 'bin', 'python'), [
      ...['-m', 'pip', 'install', '--quiet', '--no-input', '--disable-pip-version-check'],
      // The list is whole: nothing but what it names may come, and nothing that runs a script of its own.
      ...['--no-deps', '--only-binary=:all:', '--requirement', requirements],
    ]) ??
    (runs(folder) ? undefined : `the binary does not answer ${version}`);
  if (reason !== undefined) {
    rmSync(folder, { recursive: true, force: true });
    giveUp(reason);
  }
  link(folder);
}

function link(folder) {
  // What is in its place does not run: the repository was moved, or Python was updated.
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
  // pip tells much; what went wrong is in its lines of errors.
  const lines = `${stderr}\n${stdout}`.split('\n').filter((line) => line.trim() !== '');
  const errors = lines.filter((line) => /error/i.test(line));
  return [...errors, ...lines].slice(0, 2).join(' ') || `${command} ended with code ${status}`;
}

function giveUp(reason) {
  process.stderr.write(`No schemathesis ${version} here: ${reason}\n`);
  process.exit(3);
}
