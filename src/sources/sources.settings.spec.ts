import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { readSettings } from '../platform/settings/read-settings.js';
import { sourcesVariables } from './sources.settings.js';

const read = (SERVICES: string) => readSettings(z.object(sourcesVariables), { SERVICES }).SERVICES;

describe('SERVICES', () => {
  it('has no services by default', () => {
    expect(read('')).toEqual([]);
  });

  it.each([
    ['YAML', '[{name: node, kind: exposition, url: "http://n:9100/metrics?a=b"}]'],
    ['JSON', '[{"name":"node","kind":"exposition","url":"http://n:9100/metrics?a=b"}]'],
    ['YAML in lines', '- name: node\n  kind: exposition\n  url: http://n:9100/metrics?a=b\n'],
  ])('is a list in %s', (_, text) => {
    expect(read(text)).toEqual([{ name: 'node', kind: 'exposition', url: 'http://n:9100/metrics?a=b' }]);
  });

  it('accepts a query for prometheus', () => {
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
      'whose entry 1 has a valid name (lower-case letters, digits and hyphens, at most 63 characters)',
    ],
    [entry({ name: 'a.png' }), 'has a valid name'],
    [entry({ name: '-a' }), 'has a valid name'],
    [entry({ name: 'a'.repeat(64) }), 'has a valid name'],
    [entry({ name: undefined }), 'has a valid name'],
    [entry({ kind: 'statsd' }), 'has a valid kind (app-monitor, exposition or prometheus)'],
    [entry({ kind: undefined }), 'has a valid kind (app-monitor, exposition or prometheus)'],
    [entry({ url: 'ftp://h/' }), 'has a valid url (an http or https URL without credentials or fragment)'],
    [entry({ url: 'file:///etc/passwd' }), 'has a valid url'],
    [entry({ url: 'h:80' }), 'has a valid url'],
    [entry({ url: 'http://h/#a' }), 'has a valid url'],
    [entry({ query: 'up' }), 'has only the properties of its kind'],
    [
      `[{name: a, kind: exposition, url: "http://h"}, {name: a, kind: exposition, url: "http://i"}]`,
      'a list of services with unique names ("a" is used twice)',
    ],
  ])('refuses %s', (text, sentence) => {
    expect(() => read(text)).toThrow(sentence);
    expect(() => read(text)).toThrow(
      /^Expected SERVICES to be a list .* \(for example SERVICES=\[\{name: node/s,
    );
  });

  it('does not repeat a password in the error', () => {
    const refused = () => read(entry({ url: 'http://alice:secret@h/' }));

    expect(refused).toThrow('has a valid url');
    expect(refused).toThrow('http://…@h/');
    expect(refused).not.toThrow('secret');
  });
});
