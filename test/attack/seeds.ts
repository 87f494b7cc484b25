import type { ServiceName } from '../support/running-service.js';
import type { HostileRequest } from './hostile-requests.js';

/** Requests that once did harm, by service; they are sent before the generated ones. */
export const SEEDS: Readonly<Record<ServiceName, readonly HostileRequest[]>> = {
  'k8s-app-monitor-test': [
    // Fastify reads a whole stream to answer HEAD: a year of points, and a stream that never ends.
    {
      method: 'HEAD',
      path: '/api/v1/export?from=2025-01-01T00:00:00Z&to=2026-01-01T00:00:00Z&step=1',
      headers: {},
    },
    { method: 'HEAD', path: '/api/v1/stream', headers: {} },
    { method: 'GET', path: '/', headers: { accept: 'a/b,'.repeat(3500) } },
  ],
  'k8s-app-monitor-agent': [
    { method: 'GET', path: '/nosuch.avif?width=4096&height=4096', headers: {} },
    { method: 'GET', path: '/', headers: { accept: 'a/b,'.repeat(15_000) } },
    { method: 'GET', path: '/', headers: { accept: 'image/png', baggage: `a=${'x'.repeat(17_000)}` } },
    { method: 'GET', path: '/shop.svg?app=..', headers: {} },
    // Addresses that are not encoded are read in pieces, which must not take the square of their length.
    { method: 'GET', path: `/chart?c={a:'${'&'.repeat(60_000)}`, headers: {} },
    { method: 'GET', path: `/chart?c={a:${"'+'&".repeat(15_000)}`, headers: {} },
    { method: 'GET', path: `/chart.svg?c={a:${'%e6%'.repeat(15_000)}`, headers: {} },
    {
      bytes:
        'POST /chart HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 1048576\r\n\r\n{',
    },
  ],
};
