// Rules for the workflows that hold without actionlint and zizmor (`npm run workflows`).
import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

interface Step {
  uses?: string;
  with?: Record<string, unknown>;
}

interface Job {
  uses?: string;
  'timeout-minutes'?: number;
  steps?: Step[];
}

interface Workflow {
  permissions?: Record<string, string>;
  concurrency?: object;
  jobs: Record<string, Job>;
}

const ROOT = join(import.meta.dirname, '..', '..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

const files = (readdirSync(join(ROOT, '.github'), { recursive: true }) as string[])
  .filter((file) => /^(workflows|actions)\/.*\.ya?ml$/.test(file))
  .map((file) => `.github/${file}`);
const workflows = files
  .filter((file) => file.startsWith('.github/workflows/'))
  .map((file) => ({ file, workflow: parse(read(file)) as Workflow }));

describe('the workflows', () => {
  it('pin each action by a commit, with its version as a comment', () => {
    const uses = files.flatMap((file) => read(file).match(/(?<=^[ -]*uses: ).*$/gm) ?? []);
    const ofOthers = uses.filter((value) => !value.startsWith('./'));

    expect(ofOthers).not.toEqual([]);
    expect(ofOthers.filter((value) => !/^[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(value))).toEqual([]);
  });

  it('use the same commit of an action everywhere', () => {
    const pins = new Set(files.flatMap((file) => read(file).match(/[\w./-]+@[0-9a-f]{40}/g) ?? []));
    const actions = [...pins].map((pin) => pin.split('@')[0]);

    expect(actions.filter((action, index) => actions.indexOf(action) !== index)).toEqual([]);
  });

  it('name no account in the names of images', () => {
    const accounts = [...files, '.wercker.yml'].flatMap(
      (file) => read(file).match(/jimmysong|(?:ghcr|docker|quay)\.io\/\w.*|repository: (?!\$).*/g) ?? [],
    );

    expect(accounts).toEqual([]);
  });
});

describe.each(workflows)('$file', ({ workflow: { permissions, concurrency, jobs } }) => {
  it('may only read the repository, unless a job needs more', () => {
    expect(permissions).toEqual({ contents: 'read' });
  });

  it('says what happens to runs at the same time', () => {
    expect(concurrency).toBeDefined();
  });

  it('keeps no credentials after a checkout', () => {
    const steps = Object.values(jobs).flatMap((job) => job.steps ?? []);
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));

    expect(checkouts.filter((step) => step.with?.['persist-credentials'] !== false)).toEqual([]);
  });

  it('limits the time of each job', () => {
    const unlimited = Object.entries(jobs)
      .filter(([, job]) => job.uses === undefined && job['timeout-minutes'] === undefined)
      .map(([name]) => name);

    expect(unlimited).toEqual([]);
  });
});
