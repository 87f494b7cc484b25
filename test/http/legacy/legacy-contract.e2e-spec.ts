import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AppMetrics } from '../../../src/contract/app-metrics.schema.js';
import { RunningService } from '../../support/running-service.js';

const TICK_MS = 1000;

describe('the routes of the originals', () => {
  let service: RunningService;

  beforeAll(async () => {
    service = await RunningService.start('k8s-app-monitor-test', { HOSTNAME: 'host-a' });
  });

  afterAll(() => service.stop());

  it.each(['/metrics', '/metrics/test-app'])('answers %s byte by byte as they did', async (path) => {
    const response = await fetch(service.url + path);
    const body = await response.text();
    const { performance_index: index } = JSON.parse(body) as AppMetrics;

    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json; charset=UTF-8');
    expect(body).toBe(`{
  "performance_index": {
    "failRatio": ${index.failRatio},
    "failAmount": ${index.failAmount},
    "accessAmount": ${index.accessAmount},
    "maxConcurrent": ${index.maxConcurrent},
    "minLatency": ${index.minLatency},
    "avgLatency": ${index.avgLatency}
  },
  "host": "host-a",
  "app_name": "test-app",
  "domain": "test-domain"
}
`);
  });

  it.each(['/metrics/another-app', '/metrics/Test-App', '/metrics/%20', '/metrics/constructor'])(
    'answers the unknown application %s with their sentence',
    async (path) => {
      const response = await fetch(service.url + path);

      expect(response.status).toBe(404);
      expect(response.headers.get('content-type')).toBe('application/json; charset=UTF-8');
      expect(await response.text()).toBe('"Could not find metric in repository"\n');
    },
  );

  it('says "" for the host where HOSTNAME is not set', async () => {
    const nameless = await RunningService.start('k8s-app-monitor-test');
    const response = await fetch(`${nameless.url}/metrics`);

    expect(((await response.json()) as AppMetrics).host).toBe('');
    await nameless.stop();
  });

  it('gives the same numbers from every replica within a tick, and others in the next', async () => {
    const replica = await RunningService.start('k8s-app-monitor-test', {
      HOSTNAME: 'host-b',
      TZ: 'Asia/Shanghai',
    });

    const [first, second] = await withinOneTick(() => bodies(service, replica));
    expect(second!.replace('host-b', 'host-a')).toBe(first);

    const [later] = await afterTick(() => bodies(service));
    expect(later).not.toBe(first);
    await replica.stop();
  });

  it('keeps the six numbers consistent with each other', async () => {
    const { performance_index: index } = JSON.parse((await bodies(service))[0]!) as AppMetrics;

    expect(index.failAmount).toBeLessThanOrEqual(index.accessAmount);
    expect(index.failRatio).toBe(index.accessAmount === 0 ? 0 : index.failAmount / index.accessAmount);
    expect(index.minLatency).toBeLessThanOrEqual(index.avgLatency);
  });

  it('answers 1,000 concurrent reads', async () => {
    const statuses = await Promise.all(
      Array.from({ length: 1000 }, () => fetch(`${service.url}/metrics`).then((response) => response.status)),
    );

    expect(new Set(statuses)).toEqual(new Set([200]));
  });
});

function bodies(...services: RunningService[]): Promise<string[]> {
  return Promise.all(
    services.map((service) => fetch(`${service.url}/metrics`).then((response) => response.text())),
  );
}

/** Repeats some reads until all of them fell into the same tick. */
async function withinOneTick<T>(read: () => Promise<T>): Promise<T> {
  for (;;) {
    const before = Math.floor(Date.now() / TICK_MS);
    const result = await read();
    if (Math.floor(Date.now() / TICK_MS) === before) return result;
  }
}

/** Reads once the clock shows another tick. */
async function afterTick<T>(read: () => Promise<T>): Promise<T> {
  const tick = Math.floor(Date.now() / TICK_MS);
  while (Math.floor(Date.now() / TICK_MS) === tick) await new Promise((resolve) => setTimeout(resolve, 10));
  return read();
}
