import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { readJson, readProblem, type Point, type RangeAnswer } from '../../support/metrics-api.js';
import { RunningService } from '../../support/running-service.js';
import { samplesOf } from '../exposition/samples.js';

const FROM = Date.UTC(2026, 0, 8, 9, 59, 30) / 1000;
const PATH = `/api/v1/export?from=${FROM}&to=${FROM + 59}`;

describe('an export', () => {
  let service: RunningService;
  const download = async (query: string) => (await fetch(`${service.url}${PATH}${query}`)).text();

  beforeAll(async () => {
    service = await RunningService.start('k8s-app-monitor-test', { SCENARIO: 'online-shop' });
  });
  afterAll(() => service.stop());

  it('has the points of the range as NDJSON, by time and application', async () => {
    const lines = (await download('&format=ndjson&step=10')).trimEnd().split('\n');
    const points = lines.map((line) => JSON.parse(line) as Point & { app: string });
    const path = `/api/v1/apps/checkout/range?from=${FROM}&to=${FROM + 59}&step=10`;
    const range = await readJson<RangeAnswer>(service, path);
    const checkout = points.filter(({ app }) => app === 'checkout').map(({ app: _, ...point }) => point);

    expect(points).toHaveLength(6 * 8);
    expect(checkout).toEqual(range.points);
    expect(checkout.map((point) => point['requests'] === null)).toEqual([
      false,
      false,
      false,
      true,
      true,
      true,
    ]);
  });

  it('has the same points as CSV', async () => {
    const [head, ...lines] = (await download('&format=csv&app=checkout&step=10')).trimEnd().split('\r\n');
    const points = (await download('&format=ndjson&app=checkout&step=10')).trimEnd().split('\n');

    expect(head!.split(',').slice(0, 3)).toEqual(['app', 'time', 'expectedRequestsPerSecond']);
    expect(lines).toEqual(points.map((line) => Object.values(JSON.parse(line) as object).join(',')));
  });

  it('has contiguous series as OpenMetrics, with the values of a scrape', async () => {
    const text = await download('&app=payment&step=30');
    const samples = samplesOf(text);
    const series = samples.map(({ name, labels: { le: _, ...labels } }) => {
      return JSON.stringify([name.replace(/_(bucket|sum|count)$/, ''), labels]);
    });
    const pieces = series.filter((key, index) => key !== series[index - 1]);
    const midnight = FROM - (FROM % 86_400);
    const sum = await readJson<RangeAnswer>(
      service,
      `/api/v1/apps/payment/range?from=${midnight}&to=${midnight}&step=${FROM - midnight + 1}&agg=sum`,
    );
    const first = samples.find(({ name }) => name === 'app_request_duration_seconds_count');

    expect(new Set(pieces).size).toBe(pieces.length);
    expect(text.match(/^# TYPE .*$/gm)).toHaveLength(10);
    expect(text.endsWith('\n# EOF\n')).toBe(true);
    expect(text).toContain(`_count{app="payment",domain="finance"} ${first!.value} ${FROM + 1}\n`);
    expect(first!.value).toBe(sum.points[0]!['requests']);
  });

  it('leaves out unmeasured seconds', async () => {
    const text = await download('&app=checkout&step=10');

    expect(text.match(/^app_failure_ratio.*$/gm)).toHaveLength(3);
  });

  it('needs no more memory for weeks than for a day', async () => {
    const hours = async (count: number) => {
      const url = `${service.url}/api/v1/export?from=${FROM}&to=${FROM + 3600 * count}&step=60&format=ndjson`;
      let bytes = 0;
      for await (const chunk of (await fetch(url)).body!) bytes += (chunk as Uint8Array).length;
      return bytes;
    };
    await hours(24);
    const before = residentBytes(service.pid);
    const bytes = await hours(24 * 45);

    expect(bytes).toBeGreaterThan(150_000_000);
    // Less than a third of what was sent: it cannot have been buffered.
    expect(residentBytes(service.pid) - before).toBeLessThan(bytes / 3);
  }, 240_000);

  it('can be cancelled without harm to the service', async () => {
    const broken = new AbortController();
    const response = await fetch(`${service.url}/api/v1/export?from=0&to=30000000&step=1&format=csv`, {
      signal: broken.signal,
    });
    await response.body!.getReader().read();
    broken.abort();

    expect((await fetch(`${service.url}/metrics`)).status).toBe(200);
    expect(await service.logged((line) => String(line['url']).includes('to=30000000'))).toMatchObject({
      status: 200,
    });
  });

  it.each([
    ['from', `from=${FROM}&to=${FROM - 1}`, 'Expected from to be at or before to'],
    ['from', 'from=0&to=40000000', 'Expected from to be at most 400 days before to but received 463 days'],
    ['format', 'format=xlsx', 'Expected format to be one of openmetrics, csv, ndjson but received "xlsx"'],
  ])('refuses an invalid %s: %s', async (field, query, sentence) => {
    const problem = await readProblem(service, `/api/v1/export?${query}`);

    expect(problem).toMatchObject({ status: 400, problems: [{ field }] });
    expect(problem.detail).toContain(sentence);
  });
});

function residentBytes(pid: number): number {
  const [, kib] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kib) * 1024;
}
