/**
 * Checks .github with actionlint and zizmor, those of them that are installed, and prints a line for one that is not.
 *
 * usage: npm run workflows [-- --require-all]     with --require-all, a missing one is an error
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

const ROOT = join(import.meta.dirname, '..', '..');
const pinned = readFileSync(join(ROOT, 'tools', 'python', 'zizmor.txt'), 'utf8').trim();
const zizmorVersion = pinned.replace('zizmor==', '');

const LINTERS = [
  {
    name: 'actionlint',
    path: join(ROOT, '.tools', 'bin', 'actionlint'),
    // It would use these if they are installed, and then find more on some machines than on others.
    args: ['-shellcheck=', '-pyflakes='],
    install: 'npm run chart:tools',
  },
  {
    name: 'zizmor',
    path: join(ROOT, '.cache', 'zizmor', zizmorVersion, 'bin', 'zizmor'),
    args: ['--offline', '--no-progress', '--quiet', '.github'],
    install: 'node tools/python/install.mjs zizmor',
  },
];

const { values } = parseArgs({ options: { 'require-all': { type: 'boolean', default: false } } });

for (const { name, path, args, install } of LINTERS) {
  if (!existsSync(path)) {
    console.error(`workflows: not checked with ${name}, which is not installed. To install it: ${install}`);
    if (values['require-all']) process.exitCode = 1;
    continue;
  }
  const { error, status } = spawnSync(path, args, { cwd: ROOT, stdio: 'inherit' });
  if (error) throw error;
  console.log(`workflows: ${name} ${status === 0 ? 'found nothing' : 'found problems'}`);
  if (status !== 0) process.exitCode = 1;
}
