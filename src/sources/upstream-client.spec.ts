import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { joinUrl } from './upstream-client.js';

describe('a joined URL', () => {
  it('has the path of the base, the path and both queries', () => {
    expect(joinUrl('http://host:1', 'metrics').href).toBe('http://host:1/metrics');
    expect(joinUrl('http://host:1/base/', 'api/v1/query', { query: 'a b', time: '1' }).href).toBe(
      'http://host:1/base/api/v1/query?query=a+b&time=1',
    );
    expect(joinUrl('http://host:1/base?tenant=a', 'metrics', { at: '1' }).href).toBe(
      'http://host:1/base/metrics?tenant=a&at=1',
    );
  });

  it.each(['..', '.', '%2e%2e', '%2E.', 'a/../../b', '../evil', 'a/..\\..', 'a?b', 'a#b', 'a b', '/../x'])(
    'is refused for the path %s',
    (path) => {
      expect(() => joinUrl('http://host:1/base', path)).toThrow(/cannot be joined/);
    },
  );

  it('begins with the base, whatever a segment is', () => {
    const bases = fc.constantFrom('http://host:1', 'http://host:1/base', 'https://[::1]:1/a/b/');
    const special = fc.array(
      fc.constantFrom('.', '..', '/', '\\', '%', '2e', '2f', '?', '#', '@', ':', '\t'),
    );
    const segments = fc.oneof(
      fc.string({ unit: 'binary' }),
      special.map((parts) => parts.join('')),
    );
    fc.assert(
      fc.property(bases, segments, (base, segment) => {
        const join = () => joinUrl(base, `metrics/${encodeURIComponent(segment)}`);
        if (segment === '.' || segment === '..') return void expect(join).toThrow(/cannot be joined/);
        expect(join().href.startsWith(`${base.replace(/\/$/, '')}/metrics/`)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
