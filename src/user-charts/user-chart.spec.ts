import { describe, expect, it } from '@jest/globals';
import { LIMITS, read, refusalOf, withOptions } from './testing/read.js';
import { type JsonValue, readUserChart } from './user-chart.js';

describe('readUserChart', () => {
  it('reads a chart as it is written in JavaScript', () => {
    const { spec, warnings } = read(`{
      type: 'bar', // the usual one
      data: { labels: ['a', 'b'], datasets: [{ label: 'Sales', data: [1, NaN], backgroundColor: 'red' }] },
      options: { plugins: { title: { display: true, text: ['Two', 'lines'] } } },
    }`);

    expect(spec).toEqual({
      config: {
        type: 'bar',
        data: { labels: ['a', 'b'], datasets: [{ label: 'Sales', data: [1, null], backgroundColor: 'red' }] },
        options: { plugins: { title: { display: true, text: ['Two', 'lines'] } } },
      },
      background: 'white',
      title: 'Two lines',
      description: 'Bar chart: Sales: a 1, b none.',
    });
    expect(warnings).toEqual([]);
  });

  it('reads JSON that is parsed already, and leaves it as it was', () => {
    const chart = withOptions({ plugins: { datalabels: { color: 'red' } }, onClick: 'x' });
    const before = structuredClone(chart);

    expect(read(chart).spec.config.data).toEqual((before as Record<string, JsonValue>)['data']);
    expect(chart).toEqual(before);
  });

  it('gives data through and through, so that it can be sent to another thread', () => {
    const { spec } = read(`{type:'donut',data:{datasets:[{data:[1,2]}]}}`, '2.9.4');

    expect(JSON.parse(JSON.stringify(spec))).toEqual(spec);
  });

  it('shows labels that a chart says anything about, unless it says that they are not shown', () => {
    const labels = (given: JsonValue) => {
      const { options } = read(withOptions({ plugins: { datalabels: given } })).spec.config;
      return options?.plugins?.datalabels;
    };

    expect(labels({ color: 'red' })).toEqual({ color: 'red', display: true });
    expect(labels({ display: 'auto' })).toEqual({ display: 'auto' });
    expect(labels(false)).toBe(false);
  });

  it.each(['2', '2.9.4', '3', '3.9.1', '4', '4.4.0'])('reads charts for version %s', (version) => {
    expect(() => read(withOptions({}), version)).not.toThrow();
  });

  it.each(['1', '5', '', 'latest', '2.9.4-rc', '22', '__proto__'])('refuses version %s', (version) => {
    expect(refusalOf(withOptions({}), version).message).toMatch(
      /^Expected version to be that of Chart.js 2, 3 or 4/,
    );
  });

  it('refuses a background that is longer than a colour', () => {
    const read = () =>
      readUserChart({ chart: withOptions({}), version: '4', background: 'w'.repeat(101) }, LIMITS);

    expect(read).toThrow(/backgroundColor to be a colour of at most 100 characters/);
  });
});

describe('readUserChart, of options that do nothing', () => {
  it.each<[JsonValue, string]>([
    [{ legend: { display: false } }, 'options.legend has no effect: Chart.js 4 reads options.plugins.legend'],
    [{ scales: { yAxes: [{}] } }, 'options.scales.yAxes has no effect: Chart.js 4 reads options.scales.y'],
    [
      { scales: { y: { gridLines: {} } } },
      'options.scales.y.gridLines has no effect: Chart.js 4 reads options.scales.y.grid',
    ],
    [{ plugins: { outlabels: {} } }, 'options.plugins.outlabels has no effect: there is no such plugin here'],
    [{ onClick: 'alert(1)' }, 'options.onClick takes a function alone: it is left out'],
    [
      { scales: { r: { pointLabels: { callback: 'percent' } } } },
      'options.scales.r.pointLabels.callback takes a function alone: it is left out',
    ],
  ])('warns of %j', (options, warning) => {
    expect(read(withOptions(options)).warnings).toEqual([warning]);
  });

  it('leaves out what is no axis', () => {
    const { options } = read(withOptions({ scales: { yAxes: [{}], x: { stacked: true } } })).spec.config;

    expect(options?.scales).toEqual({ x: { stacked: true } });
  });

  it('leaves out what takes a function alone', () => {
    const { options } = read(withOptions({ onClick: 'x', plugins: { legend: { labels: { filter: 'y' } } } }))
      .spec.config;

    expect(options).toEqual({ plugins: { legend: { labels: {} } } });
  });

  it('warns of what stands beside a chart', () => {
    expect(read({ ...(withOptions({}) as object), plugins: [] }).warnings).toEqual([
      'plugins is no part of a chart: it is left out',
    ]);
  });
});
