import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { readSettings } from '../platform/settings/read-settings.js';
import { sourcesVariables } from './sources.settings.js';

const read = (SERVICES: string) => readSettings(z.object(sourcesVariables), { SERVICES }).SERVICES;

describe('SERVICES', () => {
  it('is no service by default', () => {
    expect(read('')).toEqual([]);
  });

  it.each([
    ['YAML', '[{name: node, kind: exposition, url: "http://n:9100/metrics?a=b"}]'],
    ['JSON', '[{"name":"node","kind":"exposition","url":"http://n:9100/metrics?a=b"}]'],
    ['YAML in lines', '- name: node\n  kind: exposition\n  url: http://n:9100/metrics?a=b\n'],
  ])('is a list in %s', (_, text) => {
    expect(read(text)).toEqual([{ name: 'node', kind: 'exposition', url: 'http://n:9100/metrics?a=b' }]);
  });

  it('may hold a query of prometheus', () => {
    const service = { name: 'slo', kind: 'prometheus', url: 'https://p', query: 'up{job="x"}' };

    expect(read(JSON.stringify([service]))).toEqual([service]);
  });

  const entry = (changes: object) =>
    JSON.stringify([{ name: 'a', kind: 'exposition', url: 'http://h/', ...changes }]);

  it.each([
    ['http://h', 'a list of services in YAML or JSON'],
    ['[', 'a list of services in YAML or JSON'],
    ['[]', 'a list of services in YAML or JSON'],
    ['{name: a}', 'a list of services in YAML or JSON'],
    ['[&a {name: a}, *a]', 'a list of services in YAML or JSON'],
    ['[a]', 'whose entry 1 has a name, a kind and a url'],
    [
      entry({ name: 'Bad_Name' }),
      'whose entry 1 has as its name a name of lower-case letters, digits and hyphens',
    ],
    [entry({ name: 'a.png' }), 'has as its name'],
    [entry({ name: '-a' }), 'has as its name'],
    [entry({ name: 'a'.repeat(64) }), 'has as its name'],
    [entry({ name: undefined }), 'has as its name'],
    [entry({ kind: 'statsd' }), 'has as its kind app-monitor, exposition or prometheus'],
    [entry({ kind: undefined }), 'has as its kind app-monitor, exposition or prometheus'],
    [entry({ url: 'ftp://h/' }), 'has as its url an address of http or https without a user'],
    [entry({ url: 'file:///etc/passwd' }), 'has as its url'],
    [entry({ url: 'h:80' }), 'has as its url'],
    [entry({ url: 'http://h/#a' }), 'has as its url'],
    [entry({ query: 'up' }), 'has no other property than its kind has'],
    [
      `[{name: a, kind: exposition, url: "http://h"}, {name: a, kind: exposition, url: "http://i"}]`,
      'a list in which each name stands once ("a" stands there twice)',
    ],
  ])('refuses %s in a sentence', (text, sentence) => {
    expect(() => read(text)).toThrow(sentence);
    expect(() => read(text)).toThrow(
      /^Expected SERVICES to be a list .* \(for example SERVICES=\[\{name: node/s,
    );
  });

  it('does not repeat a password that it refuses', () => {
    const refused = () => read(entry({ url: 'http://alice:secret@h/' }));

    expect(refused).toThrow('has as its url');
    expect(refused).toThrow('http://…@h/');
    expect(refused).not.toThrow('secret');
  });
});
