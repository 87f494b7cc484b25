import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readJson, type RangeAnswer } from '../../support/metrics-api.js';
import { RunningService } from '../../support/running-service.js';
import { EXAMPLES } from './dashboard.js';

describe('examples/scenario.yaml', () => {
  let service: RunningService;

  beforeAll(async () => {
    service = await RunningService.start('k8s-app-monitor-test', {
      SCENARIO_FILE: `${EXAMPLES}/scenario.yaml`,
    });
  });

  afterAll(() => service.stop());

  it('has four applications', async () => {
    const { apps } = await readJson<{ apps: { app: string }[] }>(service, '/api/v1/apps');

    expect(apps.map(({ app }) => app)).toEqual(['website', 'orders', 'seats', 'payment']);
  });

  it('has one incident, three times an hour', async () => {
    const path = '/api/v1/incidents?from=2026-03-02T10:00:00Z&to=2026-03-02T10:59:59Z';
    const { incidents } = await readJson<{ incidents: Record<string, unknown>[] }>(service, path);

    expect(incidents.map(({ id, start, end }) => [id, start, end])).toEqual([
      ['payment-errors', '2026-03-02T10:00:00Z', '2026-03-02T10:06:00Z'],
      ['payment-errors', '2026-03-02T10:20:00Z', '2026-03-02T10:26:00Z'],
      ['payment-errors', '2026-03-02T10:40:00Z', '2026-03-02T10:46:00Z'],
    ]);
  });

  it('fails 60 % of the payments and about a third of the orders, as its comments say', async () => {
    const ratio = async (app: string) => {
      const range = 'from=2026-03-02T10:01:00Z&to=2026-03-02T10:01:00Z&step=240&agg=sum';
      const { points } = await readJson<RangeAnswer>(service, `/api/v1/apps/${app}/range?${range}`);
      return points[0]!['failures']! / points[0]!['requests']!;
    };

    expect(await ratio('payment')).toBeCloseTo(0.6, 1);
    expect(await ratio('orders')).toBeCloseTo(0.36, 1);
    expect(await ratio('seats')).toBe(0);
  });
});
