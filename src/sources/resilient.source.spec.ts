import { describe, expect, it } from '@jest/globals';
import { TICK_MS } from '../contract/tick.js';
import { type Telemetry, openMetricsRegistry } from '../platform/telemetry.js';
import { type AppError, UpstreamError } from '../platform/errors.js';
import { RequestContext, runInRequest } from '../platform/http/request-context.js';
import type { Question, Reading } from './metrics-source.port.js';
import { ResilientSource } from './resilient.source.js';
import type { SourcesSettings } from './sources.settings.js';
import { UpstreamTelemetry } from './upstream-telemetry.js';

const START_MS = Date.UTC(2026, 0, 1);

const settings: SourcesSettings = {
  SERVICE_NAME: 'x',
  APP_PORT: 1,
  SERVICES: [],
  UPSTREAM_TIMEOUT_MS: 60_000,
  UPSTREAM_MAX_BYTES: 1024,
  UPSTREAM_RETRIES: 0,
  UPSTREAM_BREAKER_FAILURES: 1000,
  UPSTREAM_BREAKER_OPEN_MS: 1,
};

/** A source whose driver answers with the number of the read, or fails as long as `isDown`. */
function countingSource(failures = 1000) {
  const state = { nowMs: START_MS, reads: 0, isDown: false, until: Promise.resolve() };
  const registry = openMetricsRegistry();
  const service = { name: 'x', kind: 'app-monitor', url: 'http://x:1' } as const;
  const driver = {
    read: async (): Promise<Reading> => {
      state.reads += 1;
      if (state.isDown) throw new UpstreamError('refused', 'x:1', 'down');
      const subject = String(state.reads);
      await state.until;
      return { kind: 'samples', subject, warnings: [], samples: [] };
    },
    check: () => Promise.resolve(),
  };
  const clock = { nowMs: () => state.nowMs };
  const source = new ResilientSource(service, driver, {
    settings: { ...settings, UPSTREAM_BREAKER_FAILURES: failures, UPSTREAM_BREAKER_OPEN_MS: 60_000 },
    clock,
    telemetry: new UpstreamTelemetry({ registry } as Telemetry, { SERVICES: [] }),
  });
  const read = async (question: Partial<Question> = {}) =>
    (await source.read({ atMs: Math.floor(state.nowMs / TICK_MS) * TICK_MS, ...question })).subject;
  const coalesced = async () => {
    const { values } = await registry.getSingleMetric('upstream_coalesced_total')!.get();
    return Object.fromEntries(values.map(({ labels, value }) => [String(labels['with']), value]));
  };
  const admitted = () =>
    Promise.all(
      ['admission_in_use', 'admission_waiting'].map(async (name) => {
        const { values } = await registry.getSingleMetric(name)!.get();
        return values.find(({ labels }) => labels['gate'] === 'reads')?.value;
      }),
    );
  return { state, read, coalesced, admitted };
}

describe('ResilientSource', () => {
  it('answers equal questions with the read in flight, and other questions with their own', async () => {
    const { read, coalesced } = countingSource();
    const answers = await Promise.all([read({ app: 'a' }), read({ app: 'a' }), read({ app: 'b' })]);

    expect(answers).toEqual(['1', '1', '2']);
    expect(await coalesced()).toEqual({ under_way: 1 });
  });

  it('answers equal questions from the cache until the tick ends, and not after', async () => {
    const { state, read, coalesced } = countingSource();

    expect(await read()).toBe('1');
    state.nowMs += TICK_MS - 1;
    expect(await read()).toBe('1');
    state.nowMs += 1;
    expect(await read()).toBe('2');
    expect(await coalesced()).toEqual({ same_tick: 1 });
  });

  it('refuses reads while too many are in progress and waiting', async () => {
    const { state, read, admitted } = countingSource();
    let finish = () => {};
    state.until = new Promise((resolve) => (finish = resolve));
    const reads = Array.from({ length: 400 }, (_, number) => read({ app: `a${number}` }));
    const refused = await Promise.allSettled(reads.slice(64 + 256));
    expect(
      new Set(refused.map((each) => each.status === 'rejected' && (each.reason as AppError).code)),
    ).toEqual(new Set(['TOO_MANY_READS']));
    expect([state.reads, await admitted()]).toEqual([64, [64, 256]]);

    finish();
    await Promise.all(reads.slice(0, 64 + 256));
    expect([state.reads, await admitted()]).toEqual([64 + 256, [0, 0]]);
  });

  it('shares a failure with concurrent equal questions, and does not cache it', async () => {
    const { state, read } = countingSource();
    state.isDown = true;
    const both = await Promise.allSettled([read(), read()]);
    state.isDown = false;

    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await read()).toBe('2');
  });

  it('gives a caller with baggage a separate read, whose failures do not open the circuit for others', async () => {
    const { state, read } = countingSource(2);
    const withBaggage = () => runInRequest(new RequestContext('id', { baggage: 'a=b' }), () => read());
    expect([await read(), await withBaggage(), await read()]).toEqual(['1', '2', '1']);
    state.isDown = true;
    for (let failure = 0; failure < 5; failure += 1) await expect(withBaggage()).rejects.toThrow('down');
    state.isDown = false;

    expect(await read({ app: 'a' })).toBe('8');
  });

  it('gives a caller with baggage no separate read while the circuit is open', async () => {
    const { state, read } = countingSource(2);
    state.isDown = true;
    for (const app of ['a', 'b']) await expect(read({ app })).rejects.toThrow('down');
    const caller = new RequestContext('id', { baggage: 'a=b' });

    await expect(runInRequest(caller, () => read())).rejects.toThrow(/circuit .* is open/);
    expect(state.reads).toBe(2);
  });

  it('keeps the hundred most recent readings', async () => {
    const { read } = countingSource();
    for (let question = 0; question <= 100; question += 1) await read({ app: String(question) });

    expect(await read({ app: '100' })).toBe('101');
    expect(await read({ app: '0' })).toBe('102');
  });

  it('answers all of many concurrent questions, including those whose reads were evicted', async () => {
    const { read } = countingSource();
    const answers = await Promise.all(Array.from({ length: 250 }, (_, app) => read({ app: String(app) })));

    expect(new Set(answers).size).toBe(250);
  });
});
