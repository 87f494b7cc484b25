// The scripts of .github/workflows/release.yml that run without a registry, as the runner starts them.
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { run } from '../support/run.js';

interface Step {
  id?: string;
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
}

const ROOT = join(import.meta.dirname, '..', '..');
const TEXT = readFileSync(join(ROOT, '.github', 'workflows', 'release.yml'), 'utf8');
const { jobs } = parse(TEXT) as { jobs: Record<string, { steps?: Step[] }> };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'release-workflow-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the registry of a release', () => {
  it('is ghcr.io under the owner of the repository, in lower case', async () => {
    expect(await prepare('registry', { REGISTRY: 'ghcr.io/Example', HAS_PASSWORD: 'false' })).toMatchObject({
      code: 0,
      output: 'registry=ghcr.io/example\nhost=ghcr.io\n',
    });
  });

  it('can be another one with an account', async () => {
    const settings = { REGISTRY: 'docker.io/example', DOCKER_USERNAME: 'example', HAS_PASSWORD: 'true' };

    expect(await prepare('registry', settings)).toMatchObject({
      code: 0,
      output: 'registry=docker.io/example\nhost=docker.io\n',
    });
  });

  it.each([
    { DOCKER_USERNAME: '', HAS_PASSWORD: 'true' },
    { DOCKER_USERNAME: 'example', HAS_PASSWORD: 'false' },
  ])('needs the account of another one: %o', async (account) => {
    expect(await prepare('registry', { REGISTRY: 'docker.io/example', ...account })).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('Expected the variable DOCKER_USERNAME and the secret DOCKER_PASSWORD'),
      output: '',
    });
  });

  it('has no part that GitHub removes from the outputs of a job because it is a secret', () => {
    const secrets = [...TEXT.matchAll(/secrets\.(\w+)/g)].map(([, name]) => name);

    expect(new Set(secrets)).toEqual(new Set(['DOCKER_PASSWORD']));
  });

  it('receives the token of GitHub only if it is ghcr.io', () => {
    const logins = Object.values(jobs)
      .flatMap(({ steps = [] }) => steps)
      .filter(({ uses }) => uses?.startsWith('docker/login-action@'));

    expect(logins).toHaveLength(3);
    expect(logins.map((login) => login.with?.['password'])).toEqual(
      Array(3).fill(
        "${{ needs.prepare.outputs.host == 'ghcr.io' && github.token || secrets.DOCKER_PASSWORD }}",
      ),
    );
  });
});

describe('the version of a release', () => {
  it.each(['v0.1.1', '0.1.0', 'v0.1.0-rc.1'])(
    'is not that of the tag %s if package.json has 0.1.0',
    async (tag) => {
      writeFileSync(join(folder, 'package.json'), '{ "version": "0.1.0", "type": "module" }');

      expect(await prepare('version', { GITHUB_REF_NAME: tag })).toMatchObject({
        code: 1,
        stdout: expect.stringContaining(`Expected the tag v0.1.0, as in package.json, but received ${tag}`),
        output: '',
      });
    },
  );
});

/** Runs a step of the job `prepare` in an empty folder. @returns also what it wrote to GITHUB_OUTPUT */
async function prepare(id: string, env: Record<string, string>) {
  const script = jobs['prepare']?.steps?.find((step) => step.id === id)?.run ?? '';
  const file = join(folder, 'output');
  writeFileSync(file, '');
  const outcome = await run('bash', ['-e', '-o', 'pipefail', '-c', script], {
    cwd: folder,
    env: { PATH: process.env['PATH']!, GITHUB_OUTPUT: file, ...env },
  });
  return { ...outcome, output: readFileSync(file, 'utf8') };
}
