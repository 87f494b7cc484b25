import { describe, expect, it } from '@jest/globals';
import { type PrometheusAnswer, readingOf } from './prometheus.driver.js';

const AT_MS = 30_000;
const read = (
  data: PrometheusAnswer['data'],
  question: { app?: string; range?: { fromMs: number; stepMs: number } } = {},
) => readingOf({ data, warnings: ['PromQL warning: x'] }, 'up', { atMs: AT_MS, ...question }, 'p:9090');

describe('readingOf', () => {
  it('reads a scalar as a sample', () => {
    expect(read({ resultType: 'scalar', result: [30, '1e+06'] })).toEqual({
      kind: 'samples',
      subject: 'up',
      warnings: ['PromQL warning: x'],
      samples: [{ name: '', labels: {}, value: 1_000_000 }],
    });
  });

  it('reads a vector as samples, with null for NaN and infinities', () => {
    const result = ['1', 'NaN', '+Inf', '-Inf'].map((value, index) => ({
      metric: { __name__: 'up', job: `j${index}` },
      value: [30, value] as [number, string],
    }));

    expect(read({ resultType: 'vector', result })).toMatchObject({
      samples: [
        { name: 'up', labels: { job: 'j0' }, value: 1 },
        { name: 'up', labels: { job: 'j1' }, value: null },
        { name: 'up', labels: { job: 'j2' }, value: null },
        { name: 'up', labels: { job: 'j3' }, value: null },
      ],
    });
  });

  it('shows a gap where a range has no value', () => {
    const result = [
      {
        metric: { __name__: 'up' },
        values: [
          [10, '1'],
          [30, 'NaN'],
        ] as [number, string][],
      },
    ];

    expect(read({ resultType: 'matrix', result }, { range: { fromMs: 0, stepMs: 10_000 } })).toMatchObject({
      kind: 'series',
      timesMs: [0, 10_000, 20_000, 30_000],
      series: [{ name: 'up', values: [null, 1, null, null] }],
    });
  });

  it('uses the sample times of a range vector in an instant query', () => {
    const result = [
      { metric: { a: '1' }, values: [[1.5, '1']] as [number, string][] },
      { metric: { a: '2' }, values: [[0.5, '2']] as [number, string][] },
    ];

    expect(read({ resultType: 'matrix', result })).toMatchObject({
      timesMs: [500, 1500],
      series: [{ values: [null, 1] }, { values: [2, null] }],
    });
  });

  it('counts native histograms and omits them', () => {
    const vector = { resultType: 'vector', result: [{ metric: {} }] } as const;

    expect(read({ ...vector, result: [...vector.result] })).toMatchObject({
      samples: [],
      warnings: ['PromQL warning: x', expect.stringContaining('1 native histograms are omitted')],
    });
  });

  it('filters by application: by app, else application, else job', () => {
    const metrics: Record<string, string>[] = [
      { app: 'a', job: 'x' },
      { application: 'x', job: 'b' },
      { job: 'x' },
      { job: 'c' },
    ];
    const result = metrics.map((metric) => ({ metric, value: [30, '1'] as [number, string] }));
    const reading = read({ resultType: 'vector', result }, { app: 'x' });

    expect(reading).toMatchObject({ samples: [{ labels: metrics[1] }, { labels: metrics[2] }] });
    expect(() => read({ resultType: 'vector', result }, { app: 'y' })).toThrow(
      'p:9090 has no metrics for an application named y',
    );
  });

  it('refuses strings', () => {
    expect(() => read({ resultType: 'string', result: [30, 'words'] })).toThrow(
      'Expected query to return numbers but received a string from p:9090',
    );
  });
});
