import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { agentOf } from '../../support/agent-of.js';
import { RunningService } from '../../support/running-service.js';

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
const CHART = encodeURIComponent(
  JSON.stringify({ type: 'bar', data: { labels: ['a'], datasets: [{ data: [1] }] } }),
);

let metricsApi: RunningService;
let agent: RunningService;

beforeAll(async () => {
  metricsApi = await RunningService.start('k8s-app-monitor-test');
  agent = await agentOf(metricsApi, { RENDER_WORKERS: '1', BASE_PATHS: '/charts' });
});

afterAll(() => Promise.all([agent.stop(), metricsApi.stop()]));

async function shortAddress(): Promise<string> {
  const response = await fetch(`${agent.url}/chart/create`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ chart: { type: 'bar', data: { datasets: [{ data: [2] }] } }, format: 'svg' }),
  });
  return new URL(((await response.json()) as { url: string }).url).pathname;
}

describe('the policy of an SVG', () => {
  it.each([
    ['a picture', '/k8s-app-monitor-agent.svg', 200],
    ['a picture by format', '/k8s-app-monitor-test?format=svg', 200],
    ['a picture under a base path', '/charts/k8s-app-monitor-test.svg', 200],
    ['a range', '/k8s-app-monitor-test.svg?range=5m', 200],
    ['the graph', '/graph.svg?source=model', 200],
    ['a chart', `/chart?f=svg&c=${CHART}`, 200],
    ['a chart that was drawn before', `/chart?f=svg&c=${CHART}`, 200],
    ['the notice of a wrong chart', '/chart?f=svg&c={', 400],
    ['the notice of an unknown application', '/k8s-app-monitor-test.svg?app=unknown', 404],
    ['the notice of an unknown service', '/unknown.svg', 404],
    ['the icon', '/assets/icon.svg', 200],
  ])('keeps it from running scripts and loading files: %s', async (_name, path, status) => {
    const response = await fetch(agent.url + path);

    expect([response.status, response.headers.get('content-type')]).toEqual([status, 'image/svg+xml']);
    expect(response.headers.get('content-security-policy')).toBe(POLICY);
  });

  it('applies to short addresses and to charts in a body', async () => {
    const chart = { type: 'bar', data: { datasets: [{ data: [1, 2] }] } };
    const responses = await Promise.all([
      fetch(agent.url + (await shortAddress())),
      fetch(`${agent.url}/chart`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ chart, format: 'svg' }),
      }),
    ]);

    for (const { status, headers } of responses) {
      expect([status, headers.get('content-type')]).toEqual([200, 'image/svg+xml']);
      expect(headers.get('content-security-policy')).toBe(POLICY);
    }
  });

  it.each(['/k8s-app-monitor-test.png', '/k8s-app-monitor-test.pdf'])('is not that of %s', async (path) => {
    const { status, headers } = await fetch(agent.url + path);

    expect([status, headers.get('content-security-policy')]).toEqual([200, null]);
  });
});
