// upgrade-safety.json is what was released: `release name` / `values file` / `Kind/name`. It is never changed for a
// test's sake; a new version adds what is new.
import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brokenSince, type Lasting, lastingOf } from './support/lasting.js';
import { render } from './support/rendered.js';
import { NEWEST_MINOR, VALUES_FILES } from './support/values-files.js';

type Released = Record<string, Record<string, Record<string, Lasting>>>;

const file = join(import.meta.dirname, 'upgrade-safety.json');
const { releases } = JSON.parse(readFileSync(file, 'utf8')) as { releases: Released };

describe.each(Object.entries(releases))('release %s', (release, byValues) => {
  it.each(Object.entries(byValues))('has all of %s that there was, with its selectors', async (name, was) => {
    const values = VALUES_FILES.find((each) => each.name === name);
    const { objects } = await render({ ...values!, release }, NEWEST_MINOR);

    expect(brokenSince(was, lastingOf(objects))).toEqual([]);
  });
});

it('the originals’ names are among what was', () => {
  expect(Object.keys(releases['k8s-app-monitor']?.default ?? {})).toEqual(
    expect.arrayContaining([
      'Deployment/k8s-app-monitor-test',
      'Service/k8s-app-monitor-test',
      'Deployment/k8s-app-monitor-agent',
      'Service/k8s-app-monitor-agent',
    ]),
  );
});

it('a name, a selector or a port that is lost is told of; what is new is not', () => {
  const was = { 'Service/a': { selector: { app: 'a' }, ports: ['http'] }, 'Service/b': {} };
  const more = { selector: { app: 'a', tier: 'front' }, ports: ['web'] };

  expect(brokenSince(was, { 'Service/a': more, 'Service/c': {} })).toEqual([
    'Service/a has another selector',
    'Service/a has no port http any more',
    'Service/b is gone',
  ]);
  expect(brokenSince(was, { ...was, 'Service/c': {} })).toEqual([]);
});
