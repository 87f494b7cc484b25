// upgrade-safety.json lists the names that were released. Never change it to make a test pass: a new version only adds
// names.
import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { idOf, type KubernetesObject } from './support/kubernetes-object.js';
import { render } from './support/rendered.js';
import { NEWEST_MINOR, VALUES_FILES } from './support/values-files.js';

/** What an upgrade must keep: `helm upgrade` cannot change a selector, and other objects refer to the names. */
interface ReleasedObject {
  selector?: unknown;
  /** The names of a Service's ports. */
  ports?: string[];
}

/** By release name, values file and `Kind/name`. */
type Released = Record<string, Record<string, Record<string, ReleasedObject>>>;

const file = join(import.meta.dirname, 'upgrade-safety.json');
const { releases } = JSON.parse(readFileSync(file, 'utf8')) as { releases: Released };

describe.each(Object.entries(releases))('release %s', (release, byValues) => {
  it.each(Object.entries(byValues))('keeps all objects of %s, with their selectors', async (name, before) => {
    const values = VALUES_FILES.find((each) => each.name === name);
    const { objects } = await render({ ...values!, release }, NEWEST_MINOR);

    expect(changesSince(before, releasedObjectsOf(objects))).toEqual([]);
  });
});

it('the names of the original project were released', () => {
  expect(Object.keys(releases['k8s-app-monitor']?.default ?? {})).toEqual(
    expect.arrayContaining([
      'Deployment/k8s-app-monitor-test',
      'Service/k8s-app-monitor-test',
      'Deployment/k8s-app-monitor-agent',
      'Service/k8s-app-monitor-agent',
    ]),
  );
});

it('reports a lost name, selector or port, and ignores additions', () => {
  const before = { 'Service/a': { selector: { app: 'a' }, ports: ['http'] }, 'Service/b': {} };
  const changed = { selector: { app: 'a', tier: 'front' }, ports: ['web'] };

  expect(changesSince(before, { 'Service/a': changed, 'Service/c': {} })).toEqual([
    'Service/a has a different selector',
    'Service/a has no port http anymore',
    'Service/b was removed',
  ]);
  expect(changesSince(before, { ...before, 'Service/c': {} })).toEqual([]);
});

/** By `Kind/name`, without the pods of `helm test`, to which nothing refers. */
function releasedObjectsOf(objects: readonly KubernetesObject[]): Record<string, ReleasedObject> {
  return Object.fromEntries(
    objects
      .filter(({ metadata }) => !metadata.annotations?.['helm.sh/hook'])
      .map((object) => [idOf(object), releasedPartsOf(object)]),
  );
}

/** A sentence for each removed object, each changed selector and each removed port name. */
function changesSince(before: Record<string, ReleasedObject>, now: Record<string, ReleasedObject>): string[] {
  return Object.entries(before).flatMap(([id, { selector, ports = [] }]) => {
    const successor = now[id];
    if (successor === undefined) return [`${id} was removed`];
    return [
      ...(isDeepStrictEqual(successor.selector, selector) ? [] : [`${id} has a different selector`]),
      ...ports
        .filter((port) => !successor.ports?.includes(port))
        .map((port) => `${id} has no port ${port} anymore`),
    ];
  });
}

function releasedPartsOf({ kind, spec = {} }: KubernetesObject): ReleasedObject {
  const ports = (spec.ports ?? []) as { name: string }[];
  return {
    ...(spec.selector === undefined ? {} : { selector: spec.selector }),
    ...(kind === 'Service' ? { ports: ports.map(({ name }) => name) } : {}),
  };
}
