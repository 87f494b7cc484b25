import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream } from 'node:stream/web';
import { readJson, type RangeAnswer } from '../../support/metrics-api.js';
import { describeWithPrometheus, Prometheus, promtool } from '../../support/prometheus.js';
import { RunningService } from '../../support/running-service.js';

// A Monday, on which slo-burn burns its budget 28.8 times too fast, from 10:00 to 11:00.
const MIDNIGHT = Date.UTC(2026, 0, 12) / 1000;
const DAY = 86_400;
const errorRatio = (window: string) =>
  `sum(rate(app_requests_total{outcome=~"server_error|timeout"}[${window}])) / sum(rate(app_requests_total[${window}]))`;
const FAST_BURN = `(${errorRatio('1h')} > 14.4 * 0.001) and (${errorRatio('5m')} > 14.4 * 0.001)`;

jest.setTimeout(240_000);

describeWithPrometheus('an exported and backfilled day', () => {
  const folder = mkdtempSync(join(tmpdir(), 'backfill-'));
  let service: RunningService;
  let prometheus: Prometheus;

  beforeAll(async () => {
    service = await RunningService.start('k8s-app-monitor-test', { SCENARIO: 'slo-burn' });
    const day = await fetch(`${service.url}/api/v1/export?from=${MIDNIGHT}&to=${MIDNIGHT + DAY - 1}&step=15`);
    const file = join(folder, 'day.om');
    await pipeline(Readable.fromWeb(day.body as ReadableStream), createWriteStream(file));
    const made = await promtool(['tsdb', 'create-blocks-from', 'openmetrics', file, join(folder, 'data')]);
    expect(made.code === 0 ? '' : made.stderr).toBe('');
    prometheus = await Prometheus.start('scrape_configs: []', join(folder, 'data'));
  });

  afterAll(async () => {
    await prometheus.stop();
    await service.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('has the counters of the model in PromQL', async () => {
    const noon = MIDNIGHT + 12 * 3600;
    const query = `from=${MIDNIGHT}&to=${MIDNIGHT}&step=${noon - MIDNIGHT + 1}&agg=sum`;
    const { points } = await readJson<RangeAnswer>(service, `/api/v1/apps/checkout/range?${query}`);
    const [count] = await prometheus.query('app_request_duration_seconds_count', noon + 1);
    const [failed] = await prometheus.query('sum(app_requests_total{outcome="server_error"})', noon + 1);

    expect(Number(count!.values[0]![1])).toBe(points[0]!['requests']);
    expect(Number(failed!.values[0]![1])).toBe(points[0]!['serverErrors']);
  });

  it('has the quantiles of the model in PromQL', async () => {
    const noon = MIDNIGHT + 12 * 3600;
    const [p90] = await prometheus.query(
      'histogram_quantile(0.9, sum by (le) (rate(app_request_duration_seconds_bucket[1h])))',
      noon,
    );
    const query = `from=${noon - 3600}&to=${noon - 3600}&step=3600&agg=sum`;
    const { points } = await readJson<RangeAnswer>(service, `/api/v1/apps/checkout/range?${query}`);

    // Prometheus interpolates linearly within the bucket from 100 to 250 ms, which contains both values.
    expect(Number(p90!.values[0]![1])).toBeGreaterThan(0.1);
    expect(Number(p90!.values[0]![1])).toBeLessThan(0.25);
    expect(points[0]!['latencyP90Ms']).toBeGreaterThan(100);
    expect(points[0]!['latencyP90Ms']).toBeLessThan(250);
  });

  it('burns its budget so that the 14.4 x alert fires and resolves when the scenario states', async () => {
    const [firing] = await prometheus.queryRange(FAST_BURN, {
      fromSeconds: MIDNIGHT,
      toSeconds: MIDNIGHT + DAY,
      stepSeconds: 15,
    });
    const times = firing!.values.map(([seconds]) => seconds);
    const clock = (hours: number, minutes: number) => MIDNIGHT + hours * 3600 + minutes * 60;

    // The file states 10:29:54 and 11:02:31; randomness shifts them by a minute or two.
    expect(times[0]).toBeGreaterThan(clock(10, 26));
    expect(times[0]).toBeLessThan(clock(10, 34));
    expect(times.at(-1)).toBeGreaterThan(clock(11, 1));
    expect(times.at(-1)).toBeLessThan(clock(11, 5));
    // It fires once, without a gap.
    expect(times.length).toBe((times.at(-1)! - times[0]!) / 15 + 1);
  });
});
