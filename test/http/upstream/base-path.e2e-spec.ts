import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RunningService } from '../../support/running-service.js';
import { RECORD, type StubUpstream, httpUpstream } from '../../support/stub-upstream.js';

const BASE = '/tenants/one';

let upstream: StubUpstream;
let agent: RunningService;
let paths: string[] = [];

beforeAll(async () => {
  upstream = await httpUpstream((request, response) => {
    paths.push(request.url!);
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(RECORD));
  });
  const url = `http://127.0.0.1:${upstream.port}${BASE}`;
  agent = await RunningService.start('k8s-app-monitor-agent', {
    SERVICES: JSON.stringify([
      { name: 'app-monitor', kind: 'app-monitor', url },
      { name: 'prometheus', kind: 'prometheus', url },
    ]),
    GRAPH_SOURCE: 'model',
    RENDER_WORKERS: '1',
    UPSTREAM_TIMEOUT_MS: '30000',
    UPSTREAM_RETRIES: '0',
  });
});

afterAll(async () => {
  await agent.stop();
  await upstream.close();
});

it('no parameter makes the agent read outside the configured path', async () => {
  const text = fc.oneof(
    fc.constantFrom(
      '..',
      '.',
      '../..',
      '%2e%2e',
      '..%2f..',
      '..\\..',
      '//evil.example',
      '..;',
      './..',
      '..\t',
    ),
    fc
      .array(fc.constantFrom('.', '/', '\\', '%2e', '%2f', 'a', '?', '#', '@', ':'), { maxLength: 8 })
      .map((parts) => parts.join('')),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
  );
  const parameter = fc.constantFrom('app', 'query', 'range', 'metric', 'source', 'time_horizon');
  const page = fc.constantFrom(
    '/app-monitor.svg',
    '/prometheus.svg',
    '/graph.json',
    '/app-monitor.svg?range=5m',
  );
  await fc.assert(
    fc.asyncProperty(page, parameter, text, async (address, name, value) => {
      paths = [];
      const separator = address.includes('?') ? '&' : '?';
      const { status } = await fetch(
        `${agent.url}${address}${separator}${name}=${encodeURIComponent(value)}`,
      );

      expect([200, 400, 404, 502]).toContain(status);
      for (const path of paths) {
        expect(path).toMatch(/^\/tenants\/one\/(metrics|api\/v1)(\/|\?|$)/);
        expect(path.split('?')[0]!.split('/')).not.toContain('..');
      }
    }),
    {
      numRuns: 300,
      examples: [
        ['/app-monitor.svg', 'app', '..'],
        ['/app-monitor.svg', 'app', '.'],
      ],
    },
  );
});
