/**
 * Writes the bill of materials (CycloneDX, JSON) of each image that is given into a folder, as `<image>.cdx.json`.
 *
 * usage: node tools/image/sbom/sbom.mjs <folder> <image>...
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { billOf } from './bill.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const inImage = readFileSync(new URL('in-image.mjs', import.meta.url), 'utf8');

const [folder, ...images] = process.argv.slice(2);
if (images.length === 0) throw new Error('Expected a folder and the names of images');
const ofProject = run('npm', 'sbom', '--package-lock-only', '--sbom-format', 'cyclonedx');
mkdirSync(folder, { recursive: true });
for (const image of images) {
  const node = ['--network', 'none', '--entrypoint', 'node', image, '--input-type=module', '--eval', inImage];
  const bill = billOf(ofProject, image, run('docker', 'run', '--rm', ...node));
  // `registry/name:tag`
  const file = join(folder, `${image.replace(/^.*\//, '').replace(/:.*$/, '')}.cdx.json`);
  writeFileSync(file, `${JSON.stringify(bill, undefined, 2)}\n`);
  console.log(`${file}: ${bill.components.length} components`);
}

function run(command, ...args) {
  const stdio = ['ignore', 'pipe', 'inherit'];
  return JSON.parse(execFileSync(command, args, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26, stdio }));
}
