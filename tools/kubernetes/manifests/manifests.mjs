// Writes deploy/. With --check it writes nothing, and fails where a file differs. Wants Helm: npm run chart:tools.
import { readFileSync, writeFileSync } from 'node:fs';
import { renderedFiles } from './rendered-files.mjs';

const root = new URL('../../../', import.meta.url);
const isCheck = process.argv.includes('--check');

for (const [path, text] of Object.entries(renderedFiles())) {
  const file = new URL(path, root);
  if (read(file) === text) continue;
  if (isCheck) {
    console.error(`${path} is not up to date: run npm run manifests`);
    process.exitCode = 1;
  } else {
    writeFileSync(file, text);
    console.log(`wrote ${path}`);
  }
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return '';
    throw error;
  }
}
