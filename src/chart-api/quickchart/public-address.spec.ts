import { describe, expect, it } from '@jest/globals';
import { publicAddress } from './short-addresses.js';

const address = (headers: Record<string, string>, originalUrl = '/chart/create') =>
  publicAddress({ headers, originalUrl }, { routes: ['/k8s-app-monitor-agent'], basePaths: ['/charts'] });

describe('publicAddress', () => {
  it.each([
    ['the host that was asked', { host: 'charts.example:8888' }, 'http://charts.example:8888/'],
    ['an IPv6 address', { host: '[::1]:8888' }, 'http://[::1]:8888/'],
    [
      'a proxy that ends TLS',
      { host: 'agent:8888', 'x-forwarded-proto': 'https', 'x-forwarded-host': 'charts.example' },
      'https://charts.example/',
    ],
    [
      'two proxies',
      { host: 'a', 'x-forwarded-proto': 'https, http', 'x-forwarded-host': 'first.example, second' },
      'https://first.example/',
    ],
    ['a stripped prefix', { host: 'x', 'x-forwarded-prefix': '/monitor' }, 'http://x/monitor/'],
    ['another scheme', { host: 'x', 'x-forwarded-proto': 'javascript' }, 'http://x/'],
    ['a forwarded host that is none', { host: 'x', 'x-forwarded-host': 'a/b@c' }, 'http://x/'],
  ])('is that of %s', (_name, headers, expected) => {
    expect(address(headers)).toBe(expected);
  });

  it('keeps a prefix of ours', () => {
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
  ])('is none for %j', (headers) => {
    expect(() => address(headers as Record<string, string>)).toThrow('Expected Host to be a host name');
  });
});
