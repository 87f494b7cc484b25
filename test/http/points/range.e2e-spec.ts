import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readJson, readProblem, type Point, type RangeAnswer } from '../../support/metrics-api.js';
import { RunningService } from '../../support/running-service.js';

const FROM = Date.UTC(2026, 0, 5, 9, 59) / 1000;
const iso = (seconds: number) => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');

describe('a range of points', () => {
  let service: RunningService;
  const range = (app: string, query: string) =>
    readJson<RangeAnswer>(service, `/api/v1/apps/${app}/range?${query}`);
  const at = async (app: string, seconds: number) =>
    (await readJson<{ point: Point }>(service, `/api/v1/apps/${app}?at=${seconds}`)).point;

  beforeAll(async () => {
    service = await RunningService.start('k8s-app-monitor-test', {
      SCENARIO: 'online-shop',
      HOSTNAME: 'host-a',
    });
  });

  afterAll(() => service.stop());

  it('equals the points that are read one by one', async () => {
    const { points } = await range('checkout', `from=${FROM}&to=${FROM + 120}&step=10`);
    const one = await Promise.all(points.map((_, index) => at('checkout', FROM + 10 * index)));

    expect(points).toHaveLength(13);
    expect(points).toEqual(one);
  });

  it('accepts times in RFC 3339 with any zone, and in Unix seconds', async () => {
    const [unix, utc, shanghai, unescaped] = await Promise.all([
      range('cart', `from=${FROM}&to=${FROM + 5}`),
      range('cart', `from=2026-01-05T09:59:00Z&to=2026-01-05T09:59:05.9Z`),
      range('cart', `from=2026-01-05T17:59:00%2B08:00&to=2026-01-05T17:59:05%2B08:00`),
      range('cart', `from=2026-01-05T17:59:00+08:00&to=2026-01-05T17:59:05+08:00`),
    ]);

    expect(unix.from).toBe('2026-01-05T09:59:00Z');
    expect([utc, shanghai, unescaped]).toEqual([unix, unix, unix]);
  });

  it.each([
    ['1970', 0],
    ['2099', Date.UTC(2099, 11, 31) / 1000],
  ])('supports the year %s', async (_, seconds) => {
    const { points } = await range('storefront', `from=${seconds}&to=${seconds + 9}`);

    expect(points.map((point) => point.time)).toEqual(
      Array.from({ length: 10 }, (__, index) => iso(seconds + index)),
    );
    expect(points.every((point) => (point['requests'] ?? -1) >= 0)).toBe(true);
  });

  it('has up to 11,000 points, and suggests a step when more are requested', async () => {
    const { points } = await range('shipping', `from=${FROM}&to=${FROM + 10_999}`);
    const problem = await readProblem(
      service,
      `/api/v1/apps/shipping/range?from=${FROM}&to=${FROM + 86_399}`,
    );

    expect(points).toHaveLength(11_000);
    expect(problem).toMatchObject({ status: 400, problems: [{ field: 'step' }] });
    expect(problem.detail).toBe(
      'Expected from, to and step to give at most 11000 points but received 86400: use a step of at least 8 seconds',
    );
    expect((await range('shipping', `from=${FROM}&to=${FROM + 86_399}&step=8`)).points).toHaveLength(10_800);
  });

  it('aggregates a step by sum, average and maximum', async () => {
    const of = (query: string) => range('cart', `from=${FROM}&to=${FROM}&step=60${query}`);
    const [sum, avg, max] = await Promise.all(['sum', 'avg', 'max'].map((agg) => of(`&agg=${agg}`)));
    const { points } = await range('cart', `from=${FROM}&to=${FROM + 59}`);
    const values = (field: string) => points.map((point) => point[field]!);
    const total = (field: string) => values(field).reduce((all, value) => all + value, 0);

    for (const field of ['requests', 'failures', 'clientErrors', 'serverErrors', 'timeouts']) {
      expect(sum!.points[0]![field]).toBe(total(field));
    }
    expect(sum!.points[0]!['failRatio']).toBe(total('failures') / total('requests'));
    expect(sum!.points[0]!['latencyMinMs']).toBe(Math.min(...values('latencyMinMs')));
    expect(sum!.points[0]!['latencyMaxMs']).toBe(Math.max(...values('latencyMaxMs')));
    expect(avg!.points[0]!['requests']).toBeCloseTo(total('requests') / 60, 9);
    expect(max!.points[0]!['maxConcurrent']).toBe(Math.max(...values('maxConcurrent')));
  });

  it('is null in a gap, and aggregates measured seconds only', async () => {
    const gap = Date.UTC(2026, 0, 8, 10) / 1000;
    const { points } = await range('checkout', `from=${gap - 1}&to=${gap}`);
    const [across] = (await range('checkout', `from=${gap - 1}&to=${gap - 1}&step=2&agg=sum`)).points;
    const csv = await fetch(`${service.url}/api/v1/apps/checkout/range?from=${gap}&to=${gap}`, {
      headers: { accept: 'text/csv' },
    });

    expect(points[0]!['requests']).toEqual(expect.any(Number));
    expect(points[1]).toMatchObject({ requests: null, failRatio: null, latencyP99Ms: null });
    expect(across!['requests']).toBe(points[0]!['requests']);
    expect((await csv.text()).split('\r\n')[1]).toBe(`${iso(gap)}${','.repeat(17)}`);
  });

  it('is available as CSV, by Accept', async () => {
    const path = `/api/v1/apps/search/range?from=${FROM}&to=${FROM + 3}`;
    const { points } = await readJson<RangeAnswer>(service, path);
    const response = await fetch(service.url + path, {
      headers: { accept: 'text/csv, application/json;q=0.5' },
    });
    const lines = (await response.text()).split('\r\n');

    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    expect(response.headers.get('vary')).toBe('Accept');
    expect(lines[0]).toBe(Object.keys(points[0]!).join(','));
    expect(lines.slice(1)).toEqual([...points.map((point) => Object.values(point).join(',')), '']);
  });

  it.each([
    ['from', 'from=yesterday', 'Expected from to be a time such as'],
    ['from', 'from=2026-02-30T00:00:00Z', 'Expected from to be a time such as'],
    ['to', 'to=4102444801', 'Expected to to be a time such as'],
    ['from', 'from=1&from=2', 'Expected from to be a time such as'],
    ['from', 'from=10&to=9', 'Expected from to be at or before to (1970-01-01T00:00:09Z)'],
    ['step', 'step=0', 'Expected step to be whole seconds from 1'],
    ['step', 'step=1.5s', 'Expected step to be whole seconds from 1'],
    ['step', 'step=500ms', 'Expected step to be whole seconds from 1'],
    ['agg', 'agg=median', 'Expected agg to be one of sum, avg, max but received "median"'],
    [
      'agg',
      'from=0&to=31536000&step=1h&agg=sum',
      'Expected agg to cover at most 250000 seconds, for an application with 7 connected ones, but received 31539600',
    ],
  ])('refuses an invalid %s: %s', async (field, query, sentence) => {
    const problem = await readProblem(service, `/api/v1/apps/cart/range?${query}`);

    expect(problem).toMatchObject({ status: 400, code: 'INVALID_INPUT', problems: [{ field }] });
    expect(problem.detail).toContain(sentence);
  });

  it('reports an unknown application and the available forms', async () => {
    expect(await readProblem(service, '/api/v1/apps/carts/range')).toMatchObject({
      status: 404,
      code: 'UNKNOWN_APPLICATION',
    });
    expect(await readProblem(service, '/api/v1/apps/cart/range', { accept: 'image/png' })).toMatchObject({
      status: 406,
      offered: ['application/json', 'text/csv'],
    });
  });

  it('does not block other requests while it is computed', async () => {
    const long = fetch(`${service.url}/api/v1/apps/cart/range?from=0&to=86399&step=1h&agg=sum`).then(
      (response) => response.arrayBuffer().then(() => 'long'),
    );
    const short = fetch(`${service.url}/metrics`).then((response) =>
      response.arrayBuffer().then(() => 'short'),
    );

    expect(await Promise.race([long, short])).toBe('short');
    await long;
  });
});
