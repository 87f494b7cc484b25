import { describe, expect, it } from '@jest/globals';
import { specOf } from '../testing/charts.js';
import { chartSource } from './chart-source.js';

interface Ran {
  data: { datasets: { datalabels: { formatter: (value: number) => string }; backgroundColor: unknown }[] };
  options: { plugins: object; scales: { y: { ticks: { callback: (value: number) => string } } } };
}

/** The result of the source when QuickChart runs it, with its helper for gradients. */
const ran = (config: unknown) => {
  const source = chartSource(specOf(config).config);
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- what a server does with our own source is tested
  const run = new Function('getGradientFillHelper', `return (${source})`) as (helper: unknown) => Ran;
  return run((...args: unknown[]) => ({ helper: args }));
};

describe('chartSource', () => {
  it('is the configuration itself where it is only data', () => {
    const dataset = { data: [1, null, { x: 'a', y: -2.5 }], label: '测\u2028"\'</script>' };
    const config = { type: 'bar', data: { labels: ['a'], datasets: [dataset] }, options: { indexAxis: 'y' } };

    expect(ran(config)).toEqual({
      ...config,
      options: { indexAxis: 'y', plugins: { datalabels: { display: false } } },
    });
  });

  it('calls the helper for gradients', () => {
    const gradient = { direction: 'both', colors: ['red', 'blue'], width: 9 };
    const dataset = { data: [1], backgroundColor: { $gradient: gradient } };
    const { data } = ran({ type: 'bar', data: { datasets: [dataset] } });

    expect(data.datasets[0]?.backgroundColor).toEqual({ helper: ['both', ['red', 'blue'], { width: 9 }] });
  });

  it('writes functions for formatter names where formatters are allowed', () => {
    const { data, options } = ran({
      type: 'bar',
      data: { labels: ['percent'], datasets: [{ data: [1], datalabels: { formatter: 'percent' } }] },
      options: { scales: { y: { ticks: { callback: 'percent' } } } },
    });

    expect(data).toMatchObject({ labels: ['percent'] });
    expect(data.datasets[0]?.datalabels.formatter(0.5)).toBe(options.scales.y.ticks.callback(0.5));
    expect(data.datasets[0]?.datalabels.formatter(0.5)).toMatch(/50/);
  });

  it('does not turn a property into a prototype', () => {
    const config = JSON.parse(
      '{"type":"bar","data":{"datasets":[]},"options":{"__proto__":{"a":1}}}',
    ) as object;

    expect(Object.getPrototypeOf(ran(config).options)).toBe(Object.prototype);
  });
});
