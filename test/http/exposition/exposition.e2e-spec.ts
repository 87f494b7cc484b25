import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readJson, type RangeAnswer } from '../../support/metrics-api.js';
import { describeWithPrometheus, promtool } from '../../support/prometheus.js';
import { RunningService } from '../../support/running-service.js';
import { samplesOf, type Sample } from './samples.js';

const OPENMETRICS = 'application/openmetrics-text; version=1.0.0; charset=utf-8';
const TEXT = 'text/plain; version=0.0.4; charset=utf-8';
const JSON_TYPE = 'application/json; charset=UTF-8';
const PROMETHEUS_2 =
  'application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1';
const PROMETHEUS_3 =
  'application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2';

let service: RunningService;
beforeAll(async () => {
  service = await RunningService.start('k8s-app-monitor-test', { SCENARIO: 'online-shop' });
});
afterAll(() => service.stop());

async function exposition(accept: string, path = '/metrics') {
  const response = await fetch(service.url + path, { headers: { accept } });
  return {
    type: response.headers.get('content-type'),
    vary: response.headers.get('vary'),
    text: await response.text(),
  };
}

describe('GET /metrics', () => {
  it.each([
    ['*/*', JSON_TYPE],
    ['application/json', JSON_TYPE],
    ['application/json, text/plain, */*', JSON_TYPE],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', JSON_TYPE],
    ['image/png', JSON_TYPE],
    ['application/openmetrics-text', OPENMETRICS],
    ['application/openmetrics-text; version="1.0.0"', OPENMETRICS],
    ['application/openmetrics-text;version=0.0.1', JSON_TYPE],
    ['text/plain;version=0.0.4', TEXT],
    ['text/plain', TEXT],
    ['text/plain;version=0.0.4;q=0.9, application/json;q=0.2', TEXT],
    [PROMETHEUS_2, OPENMETRICS],
    [PROMETHEUS_3, OPENMETRICS],
  ])('answers Accept: %s with %s', async (accept, type) => {
    const answer = await exposition(accept);

    expect([answer.type, answer.vary]).toEqual([type, 'Accept']);
  });

  it('has a legacy record for each application of the scenario', async () => {
    const { apps } = await readJson<{ apps: { app: string; domain: string }[] }>(service, '/api/v1/apps');
    const records = await Promise.all(
      apps.map(({ app }) => readJson<{ app_name: string; domain: string }>(service, `/metrics/${app}`)),
    );

    expect(records.map(({ app_name: app, domain }) => ({ app, domain }))).toEqual(
      apps.map(({ app, domain }) => ({ app, domain })),
    );
  });

  it('has the same series and values in both formats', async () => {
    const [om, text] = await inOneTick(() => Promise.all([exposition(OPENMETRICS), exposition(TEXT)]));
    const withoutCreated = samplesOf(om.text).filter(({ name }) => !name.endsWith('_created'));

    expect(samplesOf(text.text)).toEqual(withoutCreated);
    expect(om.text.endsWith('\n# EOF\n')).toBe(true);
    expect(text.text).not.toContain('# EOF');
  });

  it('counts exactly since 00:00 UTC: the sum of the points of the day', async () => {
    const { om, tick } = await inOneTick(async (seconds) => ({
      om: await exposition(OPENMETRICS),
      tick: seconds - 1,
    }));
    const samples = samplesOf(om.text);
    const midnight = Math.floor(tick / 86_400) * 86_400;
    const day = await readJson<RangeAnswer>(
      service,
      `/api/v1/apps/payment/range?from=${midnight}&to=${midnight}&step=${tick - midnight + 1}&agg=sum`,
    );
    const [sum] = day.points;
    const counted = (outcome: string) => valueOf(samples, 'app_requests_total', { app: 'payment', outcome });

    expect(counted('client_error')).toBe(sum!['clientErrors']);
    expect(counted('server_error')).toBe(sum!['serverErrors']);
    expect(counted('timeout')).toBe(sum!['timeouts']);
    expect(counted('success')).toBe(sum!['requests']! - sum!['failures']!);
    expect(valueOf(samples, 'app_request_duration_seconds_count', { app: 'payment' })).toBe(sum!['requests']);
    expect(valueOf(samples, 'app_requests_created', { app: 'payment', outcome: 'success' })).toBe(midnight);
  });

  it('counts as many calls of an application as it has requests', async () => {
    const samples = samplesOf((await exposition(OPENMETRICS)).text);
    const calls = samples.filter(
      ({ name, labels }) => name === 'app_dependency_calls_total' && labels['dependency'] === 'payment',
    );
    const received = samples.filter(
      ({ name, labels }) => name === 'app_requests_total' && labels['app'] === 'payment',
    );
    const sum = (all: readonly Sample[]) => all.reduce((total, { value }) => total + value, 0);

    expect(sum(calls)).toBe(sum(received));
  });

  it('has exemplars whose values are in their buckets', async () => {
    const { text } = await exposition(OPENMETRICS);
    const exemplars = [...text.matchAll(/le="([^"]+)"} \d+ # {trace_id="([0-9a-f]{32})"} (\S+) (\S+)$/gm)];

    expect(exemplars.length).toBeGreaterThan(8);
    for (const [, le, , seconds] of exemplars) {
      expect(Number(seconds)).toBeLessThanOrEqual(le === '+Inf' ? Infinity : Number(le));
    }
    expect(new Set(exemplars.map(([, , traceId]) => traceId)).size).toBe(exemplars.length);
  });
});

describeWithPrometheus('promtool', () => {
  it('reports no problem with the text format', async () => {
    const { text } = await exposition(TEXT);

    expect(await promtool(['check', 'metrics'], text)).toEqual({ code: 0, stdout: '', stderr: '' });
  });
});

function valueOf(samples: readonly Sample[], name: string, labels: Readonly<Record<string, string>>): number {
  const found = samples.filter(
    (sample) =>
      sample.name === name && Object.entries(labels).every(([key, value]) => sample.labels[key] === value),
  );
  if (found.length !== 1) throw new Error(`${found.length} samples of ${name} ${JSON.stringify(labels)}`);
  return found[0]!.value;
}

/** Repeats a read until all of it falls into one second. */
async function inOneTick<T>(read: (seconds: number) => Promise<T>): Promise<T> {
  for (;;) {
    const seconds = Math.floor(Date.now() / 1000);
    const result = await read(seconds);
    if (Math.floor(Date.now() / 1000) === seconds) return result;
  }
}
