import { hash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type ChartParameters, chartFieldsOf, parseParameters } from './chart-request.schema.js';
import { chartIdOf, fieldsOfChartId, publicAddress } from './short-addresses.service.js';

const MAX_BYTES = 100_000;
const parametersOf = (given: object): ChartParameters =>
  parseParameters(chartFieldsOf({ chart: '{}', ...given }));
const reread = (id: string) => parseParameters(fieldsOfChartId(id, MAX_BYTES));

/** An id with a valid checksum and any content. */
function idOf(content: string): string {
  const packed = deflateRawSync(content);
  const checksum = hash('sha256', packed, 'buffer').subarray(0, 4);
  return Buffer.concat([Buffer.of(1), checksum, packed]).toString('base64url');
}

describe('a chart id', () => {
  it('contains the parameters of the chart', () => {
    const parameters = parametersOf({
      chart: "{type:'bar',data:{labels:['测试']}}",
      w: 640,
      h: 480,
      f: 'svg',
      bkg: '#fff',
      v: '4',
    });

    expect(chartIdOf(parameters)).toMatch(/^[\w-]+$/);
    expect(reread(chartIdOf(parameters))).toEqual(parameters);
  });

  it('is the same for the same chart in differently written JSON', () => {
    const ids = [
      parametersOf({ chart: '{"type":"bar","data":{}}' }),
      parametersOf({ chart: ' { "type": "bar",\n "data": {} } ', w: '500' }),
      parametersOf({ chart: { type: 'bar', data: {} }, height: 300, format: 'PNG' }),
    ].map(chartIdOf);

    expect(new Set(ids).size).toBe(1);
  });

  it('differs between charts', () => {
    const ids = [
      {},
      { w: 501 },
      { h: 301 },
      { f: 'svg' },
      { bkg: 'red' },
      { v: '4' },
      { chart: '{a:1}' },
    ].map((given) => chartIdOf(parametersOf(given)));

    expect(new Set(ids).size).toBe(ids.length);
  });

  it('is refused when any of its characters is changed or missing', () => {
    const id = chartIdOf(parametersOf({ chart: "{type:'bar'}" }));
    fc.assert(
      fc.property(
        fc.nat(id.length - 1),
        fc.constantFrom('A', 'Q', '7', '_', '', '.', '%'),
        (position, other) => {
          const changed = id.slice(0, position) + other + id.slice(position + 1);
          // The last character has unused bits.
          fc.pre(
            !Buffer.from(changed, 'base64url').equals(Buffer.from(id, 'base64url')) || other.length !== 1,
          );
          fc.pre(changed !== id);

          expect(() => fieldsOfChartId(changed, MAX_BYTES)).toThrow(expect.objectContaining({ status: 404 }));
        },
      ),
    );
  });

  it.each(['', 'A', 'AQ', 'favicon', 'f-a1d3e804-dfea-442c-88b0-9801b9808401', '../../etc/passwd'])(
    'is refused when it is %j',
    (id) => {
      expect(() => fieldsOfChartId(id, MAX_BYTES)).toThrow('The address was not created by /chart/create');
    },
  );

  it.each(['{}', '"x"', 'null', '[', ''])('is refused when its content is %j', (content) => {
    expect(() => fieldsOfChartId(idOf(content), MAX_BYTES)).toThrow('The address contains no chart');
  });

  it('is not decompressed beyond the limit', () => {
    const bomb = idOf(JSON.stringify(['x'.repeat(50_000_000)]));

    expect(bomb.length).toBeLessThan(100_000);
    expect(() => fieldsOfChartId(bomb, MAX_BYTES)).toThrow('or one of more than 100000 bytes');
  });
});

const address = (headers: Record<string, string>, originalUrl = '/chart/create') =>
  publicAddress({ headers, originalUrl }, { routes: ['/k8s-app-monitor-agent'], basePaths: ['/charts'] });

describe('publicAddress', () => {
  it.each([
    ['the host of the request', { host: 'charts.example:8888' }, 'http://charts.example:8888/'],
    ['an IPv6 address', { host: '[::1]:8888' }, 'http://[::1]:8888/'],
    [
      'a proxy that terminates TLS',
      { host: 'agent:8888', 'x-forwarded-proto': 'https', 'x-forwarded-host': 'charts.example' },
      'https://charts.example/',
    ],
    [
      'two proxies',
      { host: 'a', 'x-forwarded-proto': 'https, http', 'x-forwarded-host': 'first.example, second' },
      'https://first.example/',
    ],
    ['a stripped prefix', { host: 'x', 'x-forwarded-prefix': '/monitor' }, 'http://x/monitor/'],
    ['an unknown scheme', { host: 'x', 'x-forwarded-proto': 'javascript' }, 'http://x/'],
    ['an invalid forwarded host', { host: 'x', 'x-forwarded-host': 'a/b@c' }, 'http://x/'],
  ])('uses %s', (_name, headers, expected) => {
    expect(address(headers)).toBe(expected);
  });

  it('keeps a published prefix', () => {
    expect(address({ host: 'x' }, '/k8s-app-monitor-agent/chart/create')).toBe(
      'http://x/k8s-app-monitor-agent/',
    );
  });

  it('keeps a base path', () => {
    expect(address({ host: 'x' }, '/charts/chart/create')).toBe('http://x/charts/');
  });

  it.each([
    {},
    { host: '' },
    { host: 'a b' },
    { host: 'user@evil.example' },
    { host: 'x/y' },
    { host: 'x\r\ny' },
  ])('refuses the headers %j', (headers) => {
    expect(() => address(headers as Record<string, string>)).toThrow('Expected Host to be a host name');
  });
});
