import { describe, expect, it, jest } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { RunningService } from '../../support/running-service.js';

jest.setTimeout(60_000);

/** Starts an agent that is expected to exit by itself. */
async function start(variables: Readonly<Record<string, string>>) {
  const agent = RunningService.spawn('k8s-app-monitor-agent', variables);
  const { code } = await agent.ended;
  return { code, lines: agent.stderr.join('').trimEnd().split('\n') };
}

/** The agent's addresses that the Helm chart does not turn into base paths. */
function addressesInChart(): string[] {
  const template = readFileSync(
    new URL('../../../charts/k8s-app-monitor/templates/agent/_agent.tpl', import.meta.url),
    'utf8',
  );
  const [, list = ''] = /\$own := list (.*?) -/.exec(template) ?? [];
  return list.split(' ').map((word) => JSON.parse(word) as string);
}

describe('an agent does not start when its base paths', () => {
  it('hide addresses, and names each', async () => {
    const hiding = [
      ['/docs', 'docs'],
      ['/chart', 'chart'],
      ['/assets/x', 'assets'],
      ['/api.html', 'api.html'],
      ['/node', 'node'],
      ['/node.png', 'node.png'],
      ['/k8s-app-monitor-test.svg', 'k8s-app-monitor-test.svg'],
      ['/k8s-app-monitor-agent/docs', 'docs'],
      ['/team-a/docs', 'docs'],
    ];

    const { code, lines } = await start({
      SERVICES: '[{name: node, kind: exposition, url: "http://127.0.0.1:9/metrics"}]',
      BASE_PATHS: ['/team-a', '/charts', ...hiding.map(([path]) => path)].join(),
    });

    expect(code).toBe(78);
    expect(lines.map((line) => line.replace('k8s-app-monitor-agent: ', ''))).toEqual(
      hiding.map(
        ([path, segment]) =>
          `Expected BASE_PATHS to be unused paths but received "${path}": /${segment} is an address of the agent or of a service in SERVICES`,
      ),
    );
  });

  it('are not paths', async () => {
    const { code, lines } = await start({ BASE_PATHS: 'charts' });

    expect(code).toBe(78);
    expect(lines).toEqual([
      expect.stringMatching(/^k8s-app-monitor-agent: Expected BASE_PATHS to be .* but received "charts"/),
    ]);
  });
});

it('accepts a published path and words that begin like an address', async () => {
  const agent = await RunningService.start('k8s-app-monitor-agent', {
    BASE_PATHS: '/k8s-app-monitor-agent,/docs2,/api/monitor',
  });

  expect((await fetch(`${agent.url}/api/monitor/healthz`)).status).toBe(200);
  expect((await fetch(`${agent.url}/docs2/healthz`)).status).toBe(200);
  await agent.stop();
});

it('has all its documented addresses in the list of the Helm chart', async () => {
  const { lines } = await start({
    BASE_PATHS: addressesInChart()
      .map((segment) => `/${segment}`)
      .join(),
  });
  const document = readFileSync(
    new URL('../../../api-docs/k8s-app-monitor-agent.json', import.meta.url),
    'utf8',
  );
  const { paths } = JSON.parse(document) as { paths: Record<string, unknown> };
  const documented = Object.keys(paths).map((path) => path.split('/')[1]!);

  expect(lines).toHaveLength(addressesInChart().length);
  // The template also compares the names of pictures, without the extension of a format.
  const pictures = ['', 'k8s-app-monitor-agent', 'k8s-app-monitor-test', 'graph.json'];
  expect([...addressesInChart(), ...pictures]).toEqual(
    expect.arrayContaining(documented.filter((segment) => !segment.includes('{'))),
  );
});
