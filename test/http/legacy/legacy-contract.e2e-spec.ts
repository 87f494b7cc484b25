import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AppMetrics } from '../../../src/contract/app-metrics.schema.js';
import { TICK_MS } from '../../../src/contract/tick.js';
import { createModel } from '../../../src/generator/model.js';
import { pointAt } from '../../../src/generator/snapshot.js';
import { readScenarioFile } from '../../../src/scenario/read-scenario.js';
import { shippedScenarioPath } from '../../../src/scenario/scenario-source.js';
import { RunningService } from '../../support/running-service.js';

const model = createModel(readScenarioFile(shippedScenarioPath('default')).scenario);

/** The answer about a tick, written out by hand: key order, indent and final newline are part of the contract. */
function expectedBody(tick: number): string {
  const point = pointAt(model, model.nodeByName.get('test-app')!, tick);
  return `{
  "performance_index": {
    "failRatio": ${point.failRatio},
    "failAmount": ${point.failures},
    "accessAmount": ${point.requests},
    "maxConcurrent": ${point.maxConcurrent},
    "minLatency": ${Math.round(point.minLatencyMs)},
    "avgLatency": ${Math.round(point.avgLatencyMs)}
  },
  "host": "host-a",
  "app_name": "test-app",
  "domain": "test-domain"
}
`;
}

describe('the legacy routes', () => {
  let service: RunningService;

  beforeAll(async () => {
    service = await RunningService.start('k8s-app-monitor-test', { HOSTNAME: 'host-a' });
  });

  afterAll(() => service.stop());

  it.each(['/metrics', '/metrics/test-app'])(
    'answer %s with the bytes of the original format',
    async (path) => {
      const { tick, result: response } = await withinOneTick(() => fetch(service.url + path));

      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('application/json; charset=UTF-8');
      expect(await response.text()).toBe(expectedBody(tick - 1));
    },
  );

  it.each(['/metrics/another-app', '/metrics/Test-App', '/metrics/%20', '/metrics/constructor'])(
    'answer the unknown application %s with the original sentence',
    async (path) => {
      const response = await fetch(service.url + path);

      expect(response.status).toBe(404);
      expect(response.headers.get('content-type')).toBe('application/json; charset=UTF-8');
      expect(await response.text()).toBe('"Could not find metric in repository"\n');
    },
  );

  it('have an empty host when HOSTNAME is not set', async () => {
    const nameless = await RunningService.start('k8s-app-monitor-test');
    const response = await fetch(`${nameless.url}/metrics`);

    expect(((await response.json()) as AppMetrics).host).toBe('');
    await nameless.stop();
  });

  it('give the same numbers from every replica within a tick, and others in the next', async () => {
    const replica = await RunningService.start('k8s-app-monitor-test', {
      HOSTNAME: 'host-b',
      TZ: 'Asia/Shanghai',
    });

    const { result } = await withinOneTick(() => bodies(service, replica));
    const [first, second] = result;
    expect(second!.replace('host-b', 'host-a')).toBe(first);

    const [later] = await afterTick(() => bodies(service));
    expect(later).not.toBe(first);
    await replica.stop();
  });

  it('have six numbers that agree with each other', async () => {
    const { performance_index: index } = JSON.parse((await bodies(service))[0]!) as AppMetrics;

    expect(index.failAmount).toBeLessThanOrEqual(index.accessAmount);
    expect(index.failRatio).toBe(index.accessAmount === 0 ? 0 : index.failAmount / index.accessAmount);
    expect(index.minLatency).toBeLessThanOrEqual(index.avgLatency);
  });

  it('answer 1,000 concurrent reads', async () => {
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

/** Repeats a read until all of it falls into one tick. */
async function withinOneTick<T>(read: () => Promise<T>): Promise<{ tick: number; result: T }> {
  for (;;) {
    const tick = Math.floor(Date.now() / TICK_MS);
    const result = await read();
    if (Math.floor(Date.now() / TICK_MS) === tick) return { tick, result };
  }
}

/** Reads after the start of the next tick. */
async function afterTick<T>(read: () => Promise<T>): Promise<T> {
  const tick = Math.floor(Date.now() / TICK_MS);
  while (Math.floor(Date.now() / TICK_MS) === tick) await new Promise((resolve) => setTimeout(resolve, 10));
  return read();
}
