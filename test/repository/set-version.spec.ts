// tools/release/set-version.mjs, on copies of the files that it changes.
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { run } from '../support/run.js';

const ROOT = join(import.meta.dirname, '..', '..');
const SCRIPT = join(ROOT, 'tools', 'release', 'set-version.mjs');
const CHART = 'charts/k8s-app-monitor/Chart.yaml';
const COPIED = [
  ...['package.json', 'package-lock.json', 'CHANGELOG.md', 'Dockerfile', 'README.md'],
  ...[CHART, 'docs', 'deploy', 'examples'],
];

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'set-version-'));
  for (const name of COPIED) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

const read = (file: string) => readFileSync(join(folder, file), 'utf8');
const original = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const { version: before } = JSON.parse(original('package.json')) as { version: string };

it('sets the version in the package, its lockfile, the chart and the Dockerfile, and changes nothing else there', async () => {
  expect(await run(process.execPath, [SCRIPT, '9.8.7-rc.1'], { cwd: folder })).toMatchObject({ code: 0 });

  expect(parse(read(CHART))).toMatchObject({ version: '9.8.7-rc.1', appVersion: '9.8.7-rc.1' });
  expect(read('Dockerfile')).toContain('\nARG VERSION=9.8.7-rc.1\n');
  for (const file of ['package.json', 'package-lock.json', CHART, 'Dockerfile']) {
    expect(changedLines(file)).toEqual(changedLines(file).map(() => expect.stringContaining('9.8.7-rc.1')));
    expect(changedLines(file)).toHaveLength(file === 'package-lock.json' || file === CHART ? 2 : 1);
  }
});

it('sets the tags of the images in documents', async () => {
  await run(process.execPath, [SCRIPT, '9.8.7'], { cwd: folder });

  for (const file of ['README.md', 'docs/guides/install-on-kubernetes.md', 'deploy/README.md']) {
    expect(read(file)).toContain('TAG=9.8.7 docker compose build');
    expect(read(file)).not.toMatch(new RegExp(`(TAG=|k8s-app-monitor-\\w+:)${before}`));
  }
});

it('names the section Unreleased after the version, below an empty one', async () => {
  await run(process.execPath, [SCRIPT, '9.8.7'], { cwd: folder });

  const [heading, text] = original('CHANGELOG.md').split('## [Unreleased]\n') as [string, string];
  const sections = read('CHANGELOG.md').slice(heading.length);
  expect(sections).toMatch(/^## \[Unreleased\]\n\n## \[9\.8\.7\] - \d{4}-\d\d-\d\d\n/);
  expect(sections.endsWith(text)).toBe(true);
});

it('changes nothing for what is not a version', async () => {
  const { code, stderr } = await run(process.execPath, [SCRIPT, 'v9.8.7'], { cwd: folder });

  expect(code).toBe(1);
  expect(stderr).toContain('Expected a version such as 0.2.0 but received v9.8.7');
  expect(read('package.json')).toBe(original('package.json'));
});

function changedLines(file: string): string[] {
  const lines = original(file).split('\n');
  return read(file)
    .split('\n')
    .filter((line, index) => line !== lines[index]);
}
