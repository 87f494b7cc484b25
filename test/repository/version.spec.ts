// The version in package.json is the version of everything that is released together.
import { expect, it } from '@jest/globals';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const ROOT = join(import.meta.dirname, '..', '..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const json = <T>(file: string) => JSON.parse(read(file)) as T;

const { version } = json<{ version: string }>('package.json');

it('the lockfile has the version of package.json', () => {
  const lockfile = json<{ version: string; packages: Record<string, { version: string }> }>(
    'package-lock.json',
  );

  expect([lockfile.version, lockfile.packages['']?.version]).toEqual([version, version]);
});

it('the chart and its default image tag have the version of package.json', () => {
  const chart = parse(read('charts/k8s-app-monitor/Chart.yaml')) as { version: string; appVersion: string };

  expect(chart).toMatchObject({ version, appVersion: version });
});

it('images are built with the version of package.json', () => {
  expect(/^ARG VERSION=(.*)$/m.exec(read('Dockerfile'))?.[1]).toBe(version);
});

it.each(['k8s-app-monitor-test', 'k8s-app-monitor-agent'])(
  'the API document of %s has the version of package.json',
  (service) => {
    const { info } = json<{ info: { version: string } }>(`api-docs/${service}.json`);

    expect(info.version).toBe(version);
  },
);

it('documents and manifests use images of the version of package.json', () => {
  const tags = textFiles().flatMap((file) =>
    [...read(file).matchAll(/(?:\bk8s-app-monitor-(?:test|agent):|\bTAG=)(\d+\.\d+\.\d+[\w.-]*)/g)].map(
      ([, tag]) => `${file}: ${tag}`,
    ),
  );

  expect(tags).not.toEqual([]);
  expect(tags.filter((tag) => !tag.endsWith(`: ${version}`))).toEqual([]);
});

function textFiles(): string[] {
  const folders = ['docs', 'deploy', 'examples'].filter((folder) => existsSync(join(ROOT, folder)));
  const nested = folders.flatMap((folder) =>
    (readdirSync(join(ROOT, folder), { recursive: true }) as string[]).map((file) => `${folder}/${file}`),
  );
  return ['README.md', ...nested].filter((file) => /\.(md|ya?ml)$/.test(file));
}
