// examples/prometheus and the queries of examples/grafana, with a real Prometheus.
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { agentOf } from '../../support/agent-of.js';
import { eventually } from '../../support/eventually.js';
import { describeWithPrometheus, Prometheus, promtool } from '../../support/prometheus.js';
import { RunningService } from '../../support/running-service.js';
import { DASHBOARD, EXAMPLES, TARGETS } from './dashboard.js';

// A wait for data ends with its own message before the test does.
jest.setTimeout(120_000);

const FOLDER = `${EXAMPLES}/prometheus`;
const CONFIGURATION = `${FOLDER}/prometheus.yaml`;
/** What Grafana's variables would be replaced with. */
const VARIABLES = { $__rate_interval: '1m', $app: '.+', $job: '.+' };

interface Configuration {
  readonly scrape_configs: readonly {
    readonly job_name: string;
    readonly static_configs: readonly { readonly targets: readonly string[] }[];
  }[];
}

interface RuleGroup {
  readonly rules: readonly { readonly name: string; readonly query: string; readonly health: string }[];
}

describeWithPrometheus('the Prometheus of the examples', () => {
  let metricsApi: RunningService;
  let agent: RunningService;
  let prometheus: Prometheus;

  beforeAll(async () => {
    metricsApi = await RunningService.start('k8s-app-monitor-test', {
      SCENARIO_FILE: `${EXAMPLES}/scenario.yaml`,
    });
    agent = await agentOf(metricsApi);
    prometheus = await Prometheus.start(
      configurationFor({
        'k8s-app-monitor-test:3000': metricsApi.url,
        'k8s-app-monitor-test:9464': metricsApi.metricsUrl,
        'k8s-app-monitor-agent:9464': agent.metricsUrl,
      }),
    );
  });

  afterAll(() => Promise.all([agent.stop(), metricsApi.stop()]));

  it('has a configuration that promtool accepts', async () => {
    expect(await promtool(['check', 'config', '--lint=all', '--lint-fatal', CONFIGURATION])).toMatchObject({
      code: 0,
      stderr: '',
    });
  });

  it('has rules that pass their unit tests', async () => {
    expect(await promtool(['test', 'rules', `${FOLDER}/rules.test.yaml`])).toMatchObject({ code: 0 });
  });

  it('scrapes the applications and both services', async () => {
    const jobs = ['applications', 'k8s-app-monitor-agent', 'k8s-app-monitor-test'];

    await eventually('all targets are up', async () => (await prometheus.query('up == 1')).length === 3);
    const up = await prometheus.query('up');

    expect(up.map(({ metric }) => metric['job']).sort()).toEqual(jobs);
  });

  it('evaluates the rules, and the recorded series have data', async () => {
    const rules = async () => {
      const { groups } = (await prometheus.get('/api/v1/rules')) as { groups: RuleGroup[] };
      return groups.flatMap((group) => group.rules);
    };
    await eventually('all rules are evaluated', async () => {
      return (await rules()).every(({ health }) => health !== 'unknown');
    });

    expect((await rules()).filter(({ health }) => health !== 'ok')).toEqual([]);
    for (const { name } of (await rules()).filter((rule) => rule.name.includes(':'))) {
      await expectData(name);
    }
  });

  it.each(TARGETS)('has data for the panel $title: $expr', async ({ expr }) => {
    await expectData(withoutVariables(expr));
  });

  it('has values for the variables of the dashboard', async () => {
    const values = DASHBOARD.templating.list.flatMap(({ definition }) => {
      const [, metric, label] = /^label_values\((\w+), (\w+)\)$/.exec(String(definition)) ?? [];
      return metric === undefined ? [] : [`/api/v1/label/${label}/values?match[]=${metric}`];
    });

    expect(await Promise.all(values.map((path) => prometheus.get(path)))).toEqual([
      ['orders', 'payment', 'seats', 'website'],
      ['k8s-app-monitor-agent', 'k8s-app-monitor-test'],
    ]);
  });

  /** Waits for data: a rate needs two scrapes, and a quantile needs requests between them. */
  async function expectData(promql: string): Promise<void> {
    await eventually(`${promql} has data`, async () => {
      await (await fetch(agent.url)).arrayBuffer();
      const series = await prometheus.query(promql);
      return series.length > 0 && series.every(({ values }) => values.every(([, value]) => value !== 'NaN'));
    });
  }
});

/** The configuration of the example with other addresses, and with an interval that suits a test. */
function configurationFor(addresses: Readonly<Record<string, string>>): string {
  const configuration = parse(readFileSync(CONFIGURATION, 'utf8')) as Configuration;
  return JSON.stringify({
    global: { scrape_interval: '1s', scrape_timeout: '1s', evaluation_interval: '1s' },
    rule_files: [`${FOLDER}/rules.yaml`],
    scrape_configs: configuration.scrape_configs.map(({ job_name, static_configs }) => ({
      job_name,
      static_configs: static_configs.map(({ targets }) => ({
        targets: targets.map((target) => new URL(addresses[target]!).host),
      })),
    })),
  });
}

function withoutVariables(expr: string): string {
  return Object.entries(VARIABLES).reduce((text, [name, value]) => text.replaceAll(name, value), expr);
}
