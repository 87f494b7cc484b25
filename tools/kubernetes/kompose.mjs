// Converts docker-compose.yaml with kompose and validates the objects with kubeconform. None of this project's package
// managers has kompose: it must be on the PATH, and without it nothing is converted.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BIN, SCHEMAS } from './folders.mjs';

const root = join(import.meta.dirname, '..', '..');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

if (spawnSync('kompose', ['version']).error) {
  console.log('Nothing was converted: kompose (1.38, https://kompose.io) is not on the PATH.');
} else {
  const scratch = mkdtempSync(join(tmpdir(), 'k8s-app-monitor-kompose-'));
  try {
    convert(join(scratch, 'objects.yaml'));
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function convert(objects) {
  run('kompose', ['--file', join(root, 'docker-compose.yaml'), 'convert', '--out', objects]);
  run(join(BIN, 'kubeconform'), [
    ...['-strict', '-summary'],
    ...['-schema-location', `${SCHEMAS}/{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json`],
    objects,
  ]);
  process.stdout.write(readFileSync(objects, 'utf8'));
}

function run(command, args) {
  // `latest` would be pulled every time; the images have the version as their tag.
  const env = { TAG: version, ...process.env };
  const { error, status } = spawnSync(command, args, { env, stdio: ['ignore', 'inherit', 'inherit'] });
  if (error || status !== 0) throw new Error(`${command} failed: ${error?.message ?? `exit code ${status}`}`);
}
