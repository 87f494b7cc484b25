import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../support/run.js';

const SCRIPT = join(import.meta.dirname, '..', '..', 'tools', 'release', 'changelog-section.mjs');

const CHANGELOG = `# Changelog

Changes that users notice.

## [Unreleased]

## [0.10.0] - 2026-03-01

### Added

- A new thing, see [docs](docs/index.md) and [its site](https://example.com).

### Fixed

- What was broken,
  on two lines.

## 0.1.0

- The first version.
`;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'changelog-'));
  writeFileSync(join(folder, 'CHANGELOG.md'), CHANGELOG);
});
afterAll(() => rmSync(folder, { recursive: true }));

const section = (...args: string[]) => run(process.execPath, [SCRIPT, ...args], { cwd: folder });

it('prints a section without its heading and without the next section', async () => {
  expect(await section('0.10.0')).toMatchObject({
    code: 0,
    stdout:
      '### Added\n\n- A new thing, see [docs](docs/index.md) and [its site](https://example.com).\n\n### Fixed\n\n- What was broken,\n  on two lines.\n',
  });
});

it('makes links to files absolute for a repository', async () => {
  const { stdout } = await section('0.10.0', 'https://github.com/example/project');

  expect(stdout).toContain(
    'see [docs](https://github.com/example/project/blob/v0.10.0/docs/index.md) and [its site](https://example.com).',
  );
});

it('prints the last section, whose heading has neither brackets nor a date', async () => {
  expect(await section('0.1.0')).toMatchObject({ code: 0, stdout: '- The first version.\n' });
});

it('fails for a version without a section, and lists those that exist', async () => {
  expect(await section('0.1')).toMatchObject({
    code: 1,
    stdout: '',
    stderr: 'CHANGELOG.md: expected a section "## [0.1]". Available: Unreleased, 0.10.0, 0.1.0\n',
  });
});

it('fails for an empty section', async () => {
  expect(await section('Unreleased')).toMatchObject({
    code: 1,
    stderr: 'CHANGELOG.md: the section of Unreleased is empty\n',
  });
});
