import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { eventually } from '../../support/eventually.js';
import { readJson, type RangeAnswer } from '../../support/metrics-api.js';
import { describeWithPrometheus, Prometheus } from '../../support/prometheus.js';
import { RunningService } from '../../support/running-service.js';

const SCRAPES = 15;
const REQUESTS = 'sum(app_requests_total{app="test-app"})';

describeWithPrometheus('a real Prometheus that scrapes the metrics API', () => {
  let service: RunningService;
  let prometheus: Prometheus;

  beforeAll(async () => {
    service = await RunningService.start('k8s-app-monitor-test');
    prometheus = await Prometheus.start(`
global: { scrape_interval: 1s, scrape_timeout: 1s }
scrape_configs:
  - job_name: metrics-api
    static_configs: [{ targets: ['127.0.0.1:${service.port}'] }]
`);
    await eventually(`Prometheus has scraped ${SCRAPES} times`, async () => {
      const [count] = await prometheus.query('count_over_time(app_failure_ratio[5m])');
      return Number(count?.values[0]?.[1] ?? 0) >= SCRAPES;
    });
  });

  afterAll(() => service.stop());

  it('logs no warning and reads types, units and help', async () => {
    const metadata = (await prometheus.get('/api/v1/metadata')) as Record<
      string,
      { type: string; unit: string }[]
    >;

    expect(prometheus.logLines.filter((line) => /level=(warn|error)/.test(line))).toEqual([]);
    expect(metadata['app_request_duration_seconds']![0]).toMatchObject({
      type: 'histogram',
      unit: 'seconds',
    });
    expect(metadata['app_requests']![0]).toMatchObject({ type: 'counter' });
    expect(metadata['app_utilization_ratio']![0]).toMatchObject({ type: 'gauge', unit: 'ratio' });
  });

  it('stores counters that equal the sums of the model at the time of each scrape', async () => {
    const [series] = await prometheus.query(`app_request_duration_seconds_count{app="test-app"}[5m]`);
    const samples = series!.values.map(([seconds, count]) => ({ seconds, count: Number(count) }));
    const midnight = Math.floor(samples[0]!.seconds / 86_400) * 86_400;
    const sumTo = async (tick: number) => {
      const query = `from=${midnight}&to=${midnight}&step=${tick - midnight + 1}&agg=sum`;
      const { points } = await readJson<RangeAnswer>(service, `/api/v1/apps/test-app/range?${query}`);
      return points[0]!['requests'];
    };

    expect(samples.length).toBeGreaterThanOrEqual(SCRAPES);
    for (const { seconds, count } of samples.slice(-3)) {
      // The timestamp of a scrape is its start: the answer can be from the next second.
      const ticks = [Math.floor(seconds) - 1, Math.floor(seconds)];
      expect(await Promise.all(ticks.map(sumTo))).toContain(count);
    }
  });

  it('computes the rate of the model with rate(), within statistical error', async () => {
    const [rate] = await prometheus.query(`${REQUESTS.replace('sum(', 'sum(rate(').replace(')', '[10s]))')}`);
    const [expected] = await prometheus.query(
      'avg_over_time(app_expected_requests_per_second{app="test-app"}[10s])',
    );
    const mean = Number(expected!.values[0]![1]);
    const deviation = Math.sqrt(mean / 9);

    // Six standard deviations: a correct model exceeds them once in 500 million runs.
    expect(Math.abs(Number(rate!.values[0]![1]) - mean)).toBeLessThan(6 * deviation);
  });

  it('stores the exemplars', async () => {
    const path = `/api/v1/query_exemplars?query=app_request_duration_seconds_bucket&start=0&end=4000000000`;
    const found = (await prometheus.get(path)) as { exemplars: { labels: { trace_id: string } }[] }[];

    expect(found.flatMap(({ exemplars }) => exemplars)[0]!.labels.trace_id).toMatch(/^[0-9a-f]{32}$/);
  });
});
