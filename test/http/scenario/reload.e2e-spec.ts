import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../../support/eventually.js';
import { readJson } from '../../support/metrics-api.js';
import { RunningService } from '../../support/running-service.js';

const scenarioOf = (name: string) => `
name: mine
applications:
  - name: ${name}
    domain: shop
    traffic: { ratePerSecond: 10 }
    latency: { serviceMs: 20 }
`;

describe('a scenario in a ConfigMap volume', () => {
  let folder: string;
  let service: RunningService;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'scenario-'));
    symlinkSync('..data/scenario.yaml', join(folder, 'scenario.yaml'));
    put('first', scenarioOf('cart'));
  });
  afterEach(async () => {
    await service.stop();
    rmSync(folder, { recursive: true });
  });

  /** Updates the volume as the kubelet does: a new folder, and one rename of the link to it. */
  function put(version: string, text: string): void {
    mkdirSync(join(folder, version));
    writeFileSync(join(folder, version, 'scenario.yaml'), text);
    symlinkSync(version, join(folder, '..data_tmp'));
    renameSync(join(folder, '..data_tmp'), join(folder, '..data'));
  }

  const start = () =>
    RunningService.start('k8s-app-monitor-test', {
      SCENARIO_FILE: join(folder, 'scenario.yaml'),
      SCENARIO_POLL_MS: '20',
    });
  const status = async (path: string) => (await fetch(service.url + path)).status;
  const readiness = () => readJson<{ status: string; checks: Record<string, string> }>(service, '/readyz');

  it('takes effect on every route when it changes', async () => {
    service = await start();
    expect([await status('/metrics/cart'), await status('/metrics/payment')]).toEqual([200, 404]);

    put('second', scenarioOf('payment'));
    await eventually('payment is known', async () => (await status('/metrics/payment')) === 200);
    const text = await fetch(`${service.url}/metrics`, { headers: { accept: 'text/plain' } });

    expect(await status('/metrics/cart')).toBe(404);
    expect(await readJson(service, '/api/v1/scenario')).toMatchObject({
      applications: [{ name: 'payment' }],
    });
    expect(await text.text()).not.toContain('cart');
  });

  it('stays in effect while a new one is invalid, as the log and /readyz report', async () => {
    service = await start();
    put('second', `${scenarioOf('payment')}    capacity: { servers: -1 }\n`);
    await eventually('the problem is reported', async () => (await readiness()).checks['scenario'] !== 'ok');
    const { status: ready, checks } = await readiness();
    const line = await service.logged(({ level }) => level === 'error');

    expect(ready).toBe('ready');
    expect(checks['scenario']).toContain(
      'scenario.yaml:8:26: Expected applications[0].capacity.servers to be an integer between 1 and 1000 but received -1',
    );
    expect(line['problems']).toEqual([checks['scenario']]);
    expect(await status('/metrics/cart')).toBe(200);

    put('third', scenarioOf('payment'));
    await eventually('the problem is gone', async () => (await readiness()).checks['scenario'] === 'ok');
    expect(await status('/metrics/payment')).toBe(200);
  });

  it('gives the same numbers when read from /api/v1/scenario', async () => {
    service = await start();
    const effective = await (await fetch(`${service.url}/api/v1/scenario`)).text();
    const other = await RunningService.start('k8s-app-monitor-test', { SCENARIO_YAML: effective });
    const path = '/api/v1/apps/cart/range?from=1767600000&to=1767600060';

    expect(await readJson(other, path)).toEqual(await readJson(service, path));
    await other.stop();
  });
});

describe('an invalid scenario at startup', () => {
  it.each([
    [
      'SCENARIO',
      'shop',
      'Expected SCENARIO to be one of default, noisy-neighbour, online-shop, slo-burn but received "shop"',
    ],
    ['SCENARIO_FILE', '/nowhere/scenario.yaml', '/nowhere/scenario.yaml'],
    ['SCENARIO_YAML', 'name: [', 'SCENARIO_YAML:1:8: '],
  ])('ends the service with EX_CONFIG and a sentence about %s', async (variable, value, sentence) => {
    const service = RunningService.spawn('k8s-app-monitor-test', { [variable]: value });

    expect(await service.ended).toEqual({ code: 78, signal: null });
    expect(service.stderr.join('')).toContain(sentence);
    expect(service.stderr.join('')).not.toContain('    at ');
  });
});
