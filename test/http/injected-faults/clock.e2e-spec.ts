import { afterAll, beforeAll, describe, expect, it as test } from '@jest/globals';
import { existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../../support/eventually.js';
import { unusedPort } from '../../support/stub-upstream.js';
import { RunningService } from '../../support/running-service.js';
import { EventReader } from '../stream/event-reader.js';

const library = ['x86_64', 'aarch64']
  .map((machine) => `/usr/lib/${machine}-linux-gnu/faketime/libfaketimeMT.so.1`)
  .find((path) => existsSync(path));
if (library === undefined) process.stderr.write('No libfaketime: the steps of the clock are skipped\n');
const it = library === undefined ? test.skip : test;

let folder: string;
let metricsApi: RunningService;
let agent: RunningService;

/** Moves the clock of both services, which otherwise goes on. */
function setClock(offset: string): void {
  writeFileSync(join(folder, 'next'), `${offset}\n`);
  renameSync(join(folder, 'next'), join(folder, 'offset'));
}

describe('a step of the clock', () => {
  beforeAll(async () => {
    if (library === undefined) return;
    folder = mkdtempSync(join(tmpdir(), 'clock-'));
    setClock('+0');
    const clock = {
      LD_PRELOAD: library,
      FAKETIME_TIMESTAMP_FILE: join(folder, 'offset'),
      FAKETIME_NO_CACHE: '1',
      // As in reality, a step does not move the steady clock.
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    };
    metricsApi = await RunningService.start('k8s-app-monitor-test', clock);
    const services = [
      { name: 'model', kind: 'app-monitor', url: metricsApi.url },
      { name: 'away', kind: 'app-monitor', url: `http://127.0.0.1:${await unusedPort()}` },
    ];
    agent = await RunningService.start('k8s-app-monitor-agent', {
      ...clock,
      SERVICES: JSON.stringify(services),
      UPSTREAM_TIMEOUT_MS: '30000',
      UPSTREAM_BREAKER_FAILURES: '1',
      UPSTREAM_BREAKER_OPEN_MS: '500',
      RENDER_WORKERS: '1',
    });
  });
  afterAll(async () => {
    if (library === undefined) return;
    await Promise.all([agent.stop(), metricsApi.stop()]);
    rmSync(folder, { recursive: true });
  });

  const timeOf = async () => Date.parse((await fetch(`${metricsApi.url}/healthz`)).headers.get('date')!);
  const chart = async () => {
    const response = await fetch(`${agent.url}/model`, { headers: { accept: 'image/svg+xml' } });
    return { status: response.status, text: await response.text() };
  };
  /** The sentence about the service that is away: a failed read, or that its circuit is open. */
  const failure = async () => (await (await fetch(`${agent.url}/away.svg`)).text()).includes('circuit');

  it.each(['+3600', '-3600'])('of %s s leaves caches, shared reads and streams working', async (step) => {
    setClock('+0');
    const stream = await EventReader.open(`${metricsApi.url}/api/v1/stream`);
    await stream.take(1);
    const before = await chart();
    expect(before.status).toBe(200);
    await eventually('the circuit is open', failure);

    const startMs = await timeOf();
    setClock(step);
    await eventually('the clock has moved', async () => Math.abs((await timeOf()) - startMs) > 3_000_000);

    await eventually('new metrics are shown', async () => {
      const { status, text } = await chart();
      expect(status).toBe(200);
      return text !== before.text;
    });
    await eventually('the circuit lets a read through', async () => !(await failure()));
    const next = await EventReader.open(`${metricsApi.url}/api/v1/stream`);
    await next.take(2);
    // The one that was open before goes on too.
    await stream.take(3);
    stream.close();
    next.close();
  });
});
