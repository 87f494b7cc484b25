// deploy/: the manifests for users without Helm.
import { describe, expect, it } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { RULES, setOf } from './rules/rules.js';
import { parsed } from './support/helm.js';
import { kubeconform } from './support/kubeconform.js';
import { containersOf, idOf, podsOf } from './support/kubernetes-object.js';
import { run } from '../support/run.js';
import { ROOT } from './support/tools.js';

const DEPLOY = join(ROOT, 'deploy');
const COMPLETE = ['k8s-app-monitor-all-in-one.yaml', 'k8s-app-monitor-istio-all-in-one.yaml'];
const FILES = ['metrics-api/manifest.yaml', 'agent/manifest.yaml', 'istio/manifest.yaml', ...COMPLETE];
const NOT_WITHOUT_HELM = ['objects have the standard labels', 'objects have a namespace'];

it('is up to date with the chart', async () => {
  const script = join('tools', 'kubernetes', 'manifests.mjs');

  const { code, stderr } = await run(process.execPath, [script, '--check'], { cwd: ROOT });

  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

describe.each(FILES)('%s', (file) => {
  const path = join(DEPLOY, file);
  const text = readFileSync(path, 'utf8');

  it('names the command that generates it', () => {
    expect(text.split('\n')[0]).toContain('npm run manifests');
  });

  it('contains no namespace and nothing of Helm', () => {
    expect(text).not.toMatch(/namespace|\.svc\b|helm\.sh|managed-by/);
  });

  it('passes kubeconform', async () => {
    const { valid, problems } = await kubeconform([path]);

    expect(problems).toEqual([]);
    expect(valid).toBe(parsed(text).length);
  });
});

describe.each(COMPLETE)('%s', (file) => {
  const objects = parsed(readFileSync(join(DEPLOY, file), 'utf8'));

  it.each(Object.entries(RULES).filter(([name]) => !NOT_WITHOUT_HELM.includes(name)))('%s', (_name, rule) => {
    expect(rule(setOf(objects))).toEqual([]);
  });

  it('lets the agent find the metrics API in any namespace', () => {
    const [agent] = podsOf(objects).filter(({ of }) => of === 'Deployment/k8s-app-monitor-agent');

    expect(agent && containersOf(agent)[0]?.env).toContainEqual({
      name: 'SERVICE_NAME',
      value: 'k8s-app-monitor-test',
    });
  });

  it('does not configure sidecar injection', () => {
    const pods = parsed(readFileSync(join(DEPLOY, file), 'utf8')).flatMap(({ spec }) => spec?.template ?? []);

    expect(pods).toHaveLength(2);
    expect(JSON.stringify(pods)).not.toContain('istio');
  });
});

it('the one for Istio also has the gateway and routes', () => {
  const [plain, istio] = COMPLETE.map((file) => parsed(readFileSync(join(DEPLOY, file), 'utf8')).map(idOf));

  expect(istio).toEqual([
    ...(plain ?? []),
    'DestinationRule/k8s-app-monitor-agent',
    'DestinationRule/k8s-app-monitor-test',
    'Gateway/k8s-app-monitor-agent',
    'VirtualService/k8s-app-monitor-agent',
  ]);
});

it.each([
  ['.', ['metrics-api', 'agent']],
  ['metrics-api', ['manifest.yaml']],
  ['agent', ['manifest.yaml']],
  ['istio', ['../metrics-api', '../agent', 'manifest.yaml']],
])('the kustomization of %s lists %j, which exist', async (folder, expected) => {
  const text = await readFile(join(DEPLOY, folder, 'kustomization.yaml'), 'utf8');
  const { resources } = parse(text) as { resources: string[] };

  expect(resources).toEqual(expected);
  expect(resources.filter((resource) => !existsSync(join(DEPLOY, folder, resource)))).toEqual([]);
});
