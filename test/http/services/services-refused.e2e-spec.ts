import { describe, expect, it } from '@jest/globals';
import { RunningService } from '../../support/running-service.js';

const entry = (changes: object) => ({
  name: 'node',
  kind: 'exposition',
  url: 'http://node:9100/metrics',
  ...changes,
});

// Routes, first words of routes, a file, addresses that are planned, and the published names.
const TAKEN = [
  'docs',
  'healthz',
  'assets',
  'openapi',
  'api',
  'chart',
  'graph',
  'proof',
  'topology',
  'k8s-app-monitor-test',
  'k8s-app-monitor-agent',
];

async function refusalOf(services: string): Promise<string> {
  const agent = RunningService.spawn('k8s-app-monitor-agent', { SERVICES: services, RENDER_WORKERS: '1' });
  expect(await agent.ended).toMatchObject({ code: 78 });
  return agent.stderr.join('');
}

describe('an agent with invalid SERVICES', () => {
  it('exits with 78 and a sentence for each reserved name, and for no other', async () => {
    const refusal = await refusalOf(JSON.stringify([entry({}), ...TAKEN.map((name) => entry({ name }))]));

    for (const name of TAKEN) {
      expect(refusal).toContain(
        `Expected SERVICES to have unreserved names but received "${name}": /${name} is an address of the agent`,
      );
    }
    expect(refusal).not.toContain('"node"');
  });

  it.each([
    ['[', 'Expected SERVICES to be a list of services in YAML or JSON'],
    [
      JSON.stringify([entry({ url: 'ftp://x' })]),
      'has a valid url (an http or https URL without credentials or fragment)',
    ],
  ])('exits with 78 and a sentence for %s', async (services, sentence) => {
    expect(await refusalOf(services)).toContain(sentence);
  });
});
