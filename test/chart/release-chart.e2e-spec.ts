// The chart as a release packages it: tools/release/chart.mjs.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { run } from '../support/run.js';
import { helm, NEWEST_KUBERNETES, parsed } from './support/helm.js';
import { CHART, ROOT } from './support/tools.js';

const SCRIPT = join(ROOT, 'tools', 'release', 'chart.mjs');
const URL = 'https://github.com/example/k8s-app-monitor';
const REGISTRY = 'ghcr.io/example';

const { version } = parse(readFileSync(join(CHART, 'Chart.yaml'), 'utf8')) as { version: string };
const image = (name: string, digit: string) => `${REGISTRY}/${name}:${version}@sha256:${digit.repeat(64)}`;
const metricsApi = image('k8s-app-monitor-test', '1');
const agent = image('k8s-app-monitor-agent', '2');

let folder: string;
let chart: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'release-chart-'));
  chart = join(folder, 'k8s-app-monitor');
  const changelog = `## [${version}] - 2026-03-01\n\n### Added\n\n- A thing: new,\n  on [two lines](docs/index.md).\n\n### Fixed\n\n- A fault.\n\nMore about it.\n`;
  writeFileSync(join(folder, 'CHANGELOG.md'), changelog);
});
afterAll(() => rmSync(folder, { recursive: true }));

const release = (...args: string[]) => run(process.execPath, [SCRIPT, chart, ...args], { cwd: folder });

describe('the chart of a release', () => {
  beforeAll(async () => {
    expect(await release(URL, metricsApi, agent)).toMatchObject({ code: 0, stderr: '' });
  });

  it('is packaged without a remark of helm lint --strict', async () => {
    expect(await helm(['lint', chart, '--strict', '--quiet'])).toMatchObject({ code: 0, stdout: '' });
    expect(await helm(['package', chart, '--destination', folder])).toMatchObject({ code: 0 });
  });

  it('pulls the released images by default', async () => {
    const { stdout } = await helm(['template', 'release', chart, '--kube-version', NEWEST_KUBERNETES]);
    const images = parsed(stdout)
      .filter(({ kind }) => kind === 'Deployment')
      .map((deployment) => /"image":"([^"]*)"/.exec(JSON.stringify(deployment))?.[1]);

    expect(images.toSorted()).toEqual(
      ['k8s-app-monitor-agent', 'k8s-app-monitor-test'].map((name) => `${REGISTRY}/${name}:${version}`),
    );
  });

  it('shows Artifact Hub its images, changes, links and icon', async () => {
    const { stdout } = await helm(['show', 'chart', join(folder, `k8s-app-monitor-${version}.tgz`)]);
    const { home, sources, icon, annotations } = parse(stdout) as Record<string, unknown> & {
      annotations: Record<string, string>;
    };
    const annotation = (name: string) => parse(annotations[`artifacthub.io/${name}`] ?? '') as unknown;
    const platforms = ['linux/amd64', 'linux/arm64'];

    expect({ home, sources, icon }).toEqual({
      home: URL,
      sources: [URL],
      icon: `${URL}/raw/v${version}/web/icon.svg`,
    });
    expect(existsSync(join(ROOT, 'web', 'icon.svg'))).toBe(true);
    expect(annotation('license')).toBe('Apache-2.0');
    expect(annotation('changes')).toEqual([
      { kind: 'added', description: `A thing: new, on [two lines](${URL}/blob/v${version}/docs/index.md).` },
      { kind: 'fixed', description: 'A fault.' },
    ]);
    expect(annotation('images')).toEqual([
      { name: 'k8s-app-monitor-test', image: metricsApi, platforms },
      { name: 'k8s-app-monitor-agent', image: agent, platforms },
    ]);
    expect(annotation('links')).toEqual([
      { name: 'Documentation', url: `${URL}/tree/v${version}/docs` },
      { name: 'Security policy', url: `${URL}/security/policy` },
    ]);
  });

  it('has a README for readers without a checkout', async () => {
    const { stdout } = await helm(['show', 'readme', chart]);
    const oci = `oci://${REGISTRY}/k8s-app-monitor`;

    expect(stdout).toContain(`\nhelm install k8s-app-monitor ${oci} --version ${version}\n`);
    expect(stdout).toContain(`helm upgrade k8s-app-monitor ${oci} --reset-then-reuse-values`);
    expect(stdout).toContain(`(${URL}/blob/v${version}/docs/reference/settings.md)`);
    expect(stdout).not.toMatch(/docker compose build|charts\/k8s-app-monitor|\]\(\.\.\//);
    for (const component of ['agent', 'metricsApi'])
      expect(stdout).toContain(`| \`${component}.image.registry\` | \`"${REGISTRY}"\` |`);
  });
});

it('is not made without the digest of each image', async () => {
  expect((await release(URL, metricsApi)).stderr).toContain('Expected the image k8s-app-monitor-agent');
  expect((await release(URL, `${REGISTRY}/k8s-app-monitor-agent:${version}`)).stderr).toContain(
    'Expected registry/k8s-app-monitor-test:version@sha256:…',
  );
});
