import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { eventually } from '../../support/eventually.js';
import { describeWithPrometheus, Prometheus } from '../../support/prometheus.js';
import { RunningService } from '../../support/running-service.js';

const SCRAPES = 5;
// A failed scrape, as on a busy machine, makes series stale at once: these queries look further back.
const LAST_UTILIZATION = 'last_over_time(app_utilization_ratio[10m])';
const LAST_EXPECTED = 'last_over_time(app_expected_requests_per_second[10m])';

describeWithPrometheus('a service of kind prometheus', () => {
  let metricsApi: RunningService;
  let prometheus: Prometheus;
  let agent: RunningService;

  beforeAll(async () => {
    metricsApi = await RunningService.start('k8s-app-monitor-test', { SCENARIO: 'online-shop' });
    prometheus = await Prometheus.start(`
global: { scrape_interval: 1s, scrape_timeout: 1s }
scrape_configs:
  - job_name: shop
    static_configs: [{ targets: ['127.0.0.1:${metricsApi.port}'] }]
`);
    agent = await RunningService.start('k8s-app-monitor-agent', {
      SERVICES: JSON.stringify([
        { name: 'slo', kind: 'prometheus', url: prometheus.url, query: LAST_EXPECTED },
        { name: 'bare', kind: 'prometheus', url: `${prometheus.url}/` },
        { name: 'broken', kind: 'prometheus', url: prometheus.url, query: 'sum(' },
      ]),
      UPSTREAM_TIMEOUT_MS: '30000',
      RENDER_WORKERS: '1',
    });
    await eventually(`Prometheus has scraped ${SCRAPES} times`, async () => {
      const [count] = await prometheus.query('count_over_time(app_failure_ratio{app="cart"}[10m])');
      return Number(count?.values[0]?.[1] ?? 0) >= SCRAPES;
    });
  });

  afterAll(() => Promise.all([agent.stop(), metricsApi.stop()]));

  const ask = async (path: string) => {
    const response = await fetch(agent.url + path);
    const text = await response.text();
    const description = /<desc[^>]*>([^<]*)</.exec(text)?.[1];
    return { status: response.status, headers: response.headers, text, description };
  };
  const asked = (query: string, more = '') => ask(`/bare.svg?query=${encodeURIComponent(query)}${more}`);

  it.each([
    ['a scalar', 'scalar(vector(42))', /^Bar chart: value 42\.$/],
    ['a vector', LAST_UTILIZATION, /^Bar chart: cart [\d.]+, .*storefront [\d.]+\.$/],
    ['a value that is not a number', 'vector(0) / 0', /^Bar chart: value –\.$/],
    ['the samples of a range vector', 'up[10m]', /^Bar chart from .*: up [01] \([01] to 1\)\.$/],
  ])('draws %s', async (_, query, description) => {
    const answer = await asked(query);

    expect([answer.status, answer.description]).toEqual([200, expect.stringMatching(description)]);
  });

  it('uses the query of the service by default, at a moment and over a range', async () => {
    expect((await ask('/slo.svg')).description).toMatch(/^Bar chart: .*storefront [\d.]+/);
    expect((await ask('/slo.svg?range=1m')).description).toMatch(
      /^Line chart from .*: .*storefront [\d.]+ \(/,
    );
  });

  it('selects one application', async () => {
    expect((await ask('/slo.svg?app=cart')).description).toMatch(
      /^Bar chart: (app_expected_requests_per_second|value) [\d.]+\.$/,
    );
    expect((await ask('/slo.svg?app=nope')).status).toBe(404);
  });

  it("passes Prometheus's sentence on: with 400 for the caller's query, and with 502 for the service's own", async () => {
    const wrong = await asked('sum(');
    expect(wrong.status).toBe(400);
    expect(JSON.parse(wrong.text)).toMatchObject({
      code: 'INVALID_INPUT',
      detail: expect.stringMatching(
        /refused the query \(bad_data\): .*parse error: unclosed left parenthesis/,
      ),
      problems: [{ field: 'query' }],
    });

    const own = await ask('/broken.svg');
    expect(own.status).toBe(502);
    expect(own.description).toMatch(/refused the query \(bad_data\): /);
  });

  it('refuses a request without a query, and a query for text', async () => {
    expect(await ask('/bare.svg')).toMatchObject({
      status: 400,
      text: expect.stringContaining('Expected query to be PromQL'),
    });
    expect((await asked('"words"')).status).toBe(400);
  });

  it('refuses a query that cannot be executed', async () => {
    const many = await asked(`${LAST_UTILIZATION} * on() ${LAST_UTILIZATION}`);

    expect(many.status).toBe(400);
    expect(many.text).toContain('refused the query (execution)');
  });

  it("passes Prometheus's warnings on in a header", async () => {
    const answer = await asked('rate(app_utilization_ratio[1m])');

    expect(answer.status).toBe(200);
    // Whether Prometheus warns about a rate of a gauge depends on its release, so the test asks it.
    const path = `/api/v1/query?query=${encodeURIComponent('rate(app_utilization_ratio[1m])')}`;
    const said = (await (await fetch(prometheus.url + path)).json()) as {
      warnings?: string[];
      infos?: string[];
    };
    const sentences = [...(said.warnings ?? []), ...(said.infos ?? [])];
    expect(answer.headers.get('x-metrics-warning')).toBe(
      sentences.length === 0 ? null : expect.stringContaining('PromQL'),
    );
  });
});
