// Renders every values file of charts/k8s-app-monitor/ci and examples/values for every supported Kubernetes version: it has
// the expected objects, API servers would accept them, and no rule is violated.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RULES, setOf } from './rules/rules.js';
import { kubeconform } from './support/kubeconform.js';
import type { KubernetesObject } from './support/kubernetes-object.js';
import { distinct, renderAll, type Rendering } from './support/rendered.js';
import { NEWEST_MINOR, OLDEST_MINOR, VALUES_FILES } from './support/values-files.js';

// Helm runs four hundred times, which takes a minute, or many on a busy machine.
const RENDERING_LIMIT_MS = 1_200_000;

let renderings: Rendering[];
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'k8s-app-monitor-matrix-'));
  renderings = await renderAll(VALUES_FILES, OLDEST_MINOR);
}, RENDERING_LIMIT_MS);

afterAll(() => rm(folder, { recursive: true }));

it('finds the values files', () => {
  expect(VALUES_FILES.length).toBeGreaterThanOrEqual(25);
});

describe.each(VALUES_FILES)('$name', ({ name, kinds, given, oldestMinor }) => {
  const own = (): Rendering[] => renderings.filter(({ file }) => file.name === name);

  it('renders for every Kubernetes version', () => {
    expect(own().flatMap(({ refusal, minor }) => (refusal ? [`1.${minor}: ${refusal}`] : []))).toEqual([]);
    expect(own()).toHaveLength(NEWEST_MINOR - oldestMinor + 1);
  });

  it('renders the objects that its header lists', () => {
    for (const { objects } of own()) expect(countedKinds(objects)).toEqual(kinds);
  });

  it.each(Object.entries(RULES))('%s', (_name, rule) => {
    const sets = distinct(own()).map(({ objects }) => objects);

    expect(sets.flatMap((objects) => rule(setOf(objects, given)))).toEqual([]);
  });
});

it('kubeconform accepts every object and has a schema for every kind', async () => {
  const differing = distinct(renderings.filter(({ refusal }) => !refusal));
  for (const { file, minor, manifests } of differing) {
    await writeFile(join(folder, `${file.name}-1.${minor}.yaml`), manifests);
  }

  const { valid, problems } = await kubeconform([folder]);

  expect(problems).toEqual([]);
  expect(valid).toBe(differing.flatMap(({ objects }) => objects).length);
});

function countedKinds(objects: readonly KubernetesObject[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind, metadata } of objects) {
    if (!metadata.annotations?.['helm.sh/hook']) counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}
