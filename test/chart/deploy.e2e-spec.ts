// deploy/: what people without Helm apply.
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
const WHOLE = ['k8s-app-monitor-all-in-one.yaml', 'k8s-app-monitor-istio-all-in-one.yaml'];
const FILES = ['metrics-api/manifest.yaml', 'agent/manifest.yaml', 'istio/manifest.yaml', ...WHOLE];
const HELMS_OWN = ['objects have the standard labels', 'objects have a namespace'];

it('is what the chart gives now', async () => {
  const script = join('tools', 'kubernetes', 'manifests.mjs');

  const { code, stderr } = await run(process.execPath, [script, '--check'], { cwd: ROOT });

  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

describe.each(FILES)('%s', (file) => {
  const path = join(DEPLOY, file);
  const text = readFileSync(path, 'utf8');

  it('says what made it', () => {
    expect(text.split('\n')[0]).toContain('npm run manifests');
  });

  it('names no namespace and knows nothing of Helm', () => {
    expect(text).not.toMatch(/namespace|\.svc\b|helm\.sh|managed-by/);
  });

  it('is taken by kubeconform', async () => {
    const { valid, problems } = await kubeconform([path]);

    expect(problems).toEqual([]);
    expect(valid).toBe(parsed(text).length);
  });
});

describe.each(WHOLE)('%s', (file) => {
  const objects = parsed(readFileSync(join(DEPLOY, file), 'utf8'));

  it.each(Object.entries(RULES).filter(([name]) => !HELMS_OWN.includes(name)))('%s', (_name, rule) => {
    expect(rule(setOf(objects))).toEqual([]);
  });

  it('lets the agent find the metrics API in whichever namespace both are', () => {
    const [agent] = podsOf(objects).filter(({ of }) => of === 'Deployment/k8s-app-monitor-agent');

    expect(agent && containersOf(agent)[0]?.env).toContainEqual({
      name: 'SERVICE_NAME',
      value: 'k8s-app-monitor-test',
    });
  });

  it('leaves injection to the mesh', () => {
    const pods = parsed(readFileSync(join(DEPLOY, file), 'utf8')).flatMap(({ spec }) => spec?.template ?? []);

    expect(pods).toHaveLength(2);
    expect(JSON.stringify(pods)).not.toContain('istio');
  });
});

it('the one for Istio has the way in, too', () => {
  const [plain, istio] = WHOLE.map((file) => parsed(readFileSync(join(DEPLOY, file), 'utf8')).map(idOf));

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
])('the kustomization of %s is over %j, which are there', async (folder, expected) => {
  const text = await readFile(join(DEPLOY, folder, 'kustomization.yaml'), 'utf8');
  const { resources } = parse(text) as { resources: string[] };

  expect(resources).toEqual(expected);
  expect(resources.filter((resource) => !existsSync(join(DEPLOY, folder, resource)))).toEqual([]);
});
