import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { eventually } from '../../support/eventually.js';
import { describeWithPrometheus, Prometheus, promtool } from '../../support/prometheus.js';
import { agentOf } from '../../support/agent-of.js';
import { RunningService } from '../../support/running-service.js';

const PICTURES = 3;
// prom-client's names of gauges, which Node.js dashboards rely on.
const ESTABLISHED_NAMES =
  /^nodejs_active_(handles|requests|resources)_total non-counter metrics should not have /;

interface Target {
  readonly labels: { readonly job: string };
  readonly health: string;
  readonly lastError: string;
}

describeWithPrometheus("the services' own metrics", () => {
  let metricsApi: RunningService;
  let agent: RunningService;
  let prometheus: Prometheus;

  beforeAll(async () => {
    metricsApi = await RunningService.start('k8s-app-monitor-test', { HOSTNAME: 'host-a' });
    agent = await agentOf(metricsApi);
    prometheus = await Prometheus.start(scraping({ 'metrics-api': metricsApi, agent }));
  });

  afterAll(() => Promise.all([agent.stop(), metricsApi.stop()]));

  it('are scraped by a real Prometheus without a warning', async () => {
    await eventually('both services have been scraped', async () => {
      return (await prometheus.query('up == 1')).length === 2;
    });
    const { activeTargets } = (await prometheus.get('/api/v1/targets')) as { activeTargets: Target[] };

    expect(activeTargets.map(({ labels, health, lastError }) => [labels.job, health, lastError])).toEqual([
      ['agent', 'up', ''],
      ['metrics-api', 'up', ''],
    ]);
    expect(prometheus.logLines.filter((line) => /level=(warn|error)/.test(line))).toEqual([]);
  });

  it('count every image, and a read of the metrics API or a shared read for each', async () => {
    for (let drawn = 0; drawn < PICTURES; drawn += 1) await (await fetch(`${agent.url}/`)).arrayBuffer();
    const readOf = async (promql: string) => Number((await prometheus.query(promql))[0]?.values[0]?.[1]);
    const countOf = async (promql: string) => (await readOf(promql)) || 0;

    await eventually('Prometheus has scraped the images and the reads', async () => {
      const pictures = 'sum(http_request_duration_seconds_count{job="agent",status_code="200"})';
      const reads = 'sum(http_request_duration_seconds_count{job="metrics-api",route="/metrics"})';
      const shared = 'sum(upstream_coalesced_total{job="agent"})';
      const requested = (await countOf(reads)) + (await countOf(shared));
      return (await readOf(pictures)) === PICTURES && requested === PICTURES;
    });
  });

  it.each(['metrics-api', 'agent'])('of %s pass the linter of promtool', async (name) => {
    const { metricsUrl } = name === 'agent' ? agent : metricsApi;
    const { stdout, stderr } = await promtool(['check', 'metrics'], await (await fetch(metricsUrl)).text());
    const lines = (stdout + stderr).trim().split('\n');

    expect(lines.filter((line) => !ESTABLISHED_NAMES.test(line))).toEqual([]);
    expect(lines).toHaveLength(3);
  });
});

/** A configuration that scrapes the services' own metrics every second. */
function scraping(services: Readonly<Record<string, RunningService>>): string {
  const jobs = Object.entries(services).map(([job, { metricsUrl }]) => ({
    job_name: job,
    static_configs: [{ targets: [new URL(metricsUrl).host] }],
  }));
  // JSON is YAML.
  return JSON.stringify({ global: { scrape_interval: '1s', scrape_timeout: '1s' }, scrape_configs: jobs });
}
