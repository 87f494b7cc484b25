import { describe, expect, it } from '@jest/globals';
import type { AppRange } from '../../contract/range.schema.js';
import { incidentsOf, seriesOf } from './app-monitor.driver.js';

const START_MS = Date.UTC(2026, 0, 1);

function range(agg: AppRange['agg'], ...requests: (number | null)[]): AppRange {
  const points = requests.map((count, index) => ({
    time: new Date(START_MS + index * 10_000).toISOString(),
    requests: count,
    failures: count === null ? null : count / 10,
    failRatio: count === null ? null : 0.1,
    maxConcurrent: count === null ? null : 4,
    latencyMinMs: count === null ? null : 5,
    latencyAvgMs: count === null ? null : 50,
  }));
  return { app: 'cart', domain: 'shop', stepSeconds: 10, agg, points };
}

const valuesOf = (answer: AppRange, incidents = incidentsOf({ incidents: [], next: null }, span)) =>
  Object.fromEntries(seriesOf(answer, incidents).map(({ name, values }) => [name, values]));

const span = { app: 'cart', fromMs: START_MS, atMs: START_MS + 30_000, stepMs: 10_000 };

describe('seriesOf', () => {
  it('gives counts per second, for summed steps and for single seconds', () => {
    expect(valuesOf(range('sum', 500))).toEqual({
      AccessAmount: [50],
      FailAmount: [5],
      FailRatio: [10],
      AvgLatency: [50],
      MinLatency: [5],
      MaxConcurrent: [4],
    });
    expect(valuesOf(range(null, 500))).toMatchObject({ AccessAmount: [500], FailAmount: [50] });
  });

  it('has no latency and no failure ratio without requests', () => {
    expect(valuesOf(range('sum', 0))).toMatchObject({
      AccessAmount: [0],
      FailRatio: [null],
      AvgLatency: [null],
      MinLatency: [null],
    });
  });

  it('keeps gaps, and shows partly measured steps as gaps', () => {
    const start = new Date(START_MS + 5000).toISOString();
    const end = new Date(START_MS + 10_000).toISOString();
    const gap = incidentsOf({ incidents: [{ id: 'g', kind: 'gap', start, end }], next: null }, span);

    expect(valuesOf(range('sum', 500, 500, null), gap)['AccessAmount']).toEqual([null, 50, null]);
  });
});

describe('incidentsOf', () => {
  it('clips incidents to the range', () => {
    const start = new Date(START_MS - 1000).toISOString();
    const answer = { incidents: [{ id: 'leak', kind: 'slow-leak', start, end: null }], next: null };

    expect(incidentsOf(answer, span)).toEqual([
      { kind: 'slow-leak', what: 'leak', fromMs: START_MS, toMs: START_MS + 30_000 },
    ]);
  });
});
