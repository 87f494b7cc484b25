import { describe, expect, it } from '@jest/globals';
import { LIMITS, read, refusalOf, withOptions } from './testing/read.js';
import { type JsonValue, readUserChart } from './user-chart.js';

describe('readUserChart', () => {
  it('reads a chart in JavaScript notation', () => {
    const { spec, warnings } = read(`{
      type: 'bar', // with a comment
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

  it('reads parsed JSON without changing it', () => {
    const chart = withOptions({ plugins: { datalabels: { color: 'red' } }, onClick: 'x' });
    const before = structuredClone(chart);

    expect(read(chart).spec.config.data).toEqual((before as Record<string, JsonValue>)['data']);
    expect(chart).toEqual(before);
  });

  it('returns plain data that can be sent to another thread', () => {
    const { spec } = read(`{type:'donut',data:{datasets:[{data:[1,2]}]}}`, '2.9.4');

    expect(JSON.parse(JSON.stringify(spec))).toEqual(spec);
  });

  it('shows labels that a chart configures, unless it hides them', () => {
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
      /^Expected version to be a version of Chart.js 2, 3 or 4/,
    );
  });

  it('refuses a background that is too long for a colour', () => {
    const read = () =>
      readUserChart({ chart: withOptions({}), version: '4', background: 'w'.repeat(101) }, LIMITS);

    expect(read).toThrow(/backgroundColor to be a colour of at most 100 characters/);
  });
});

describe('readUserChart for options without effect', () => {
  it.each<[JsonValue, string]>([
    [{ legend: { display: false } }, 'options.legend has no effect: Chart.js 4 reads options.plugins.legend'],
    [{ scales: { yAxes: [{}] } }, 'options.scales.yAxes has no effect: Chart.js 4 reads options.scales.y'],
    [
      { scales: { y: { gridLines: {} } } },
      'options.scales.y.gridLines has no effect: Chart.js 4 reads options.scales.y.grid',
    ],
    [{ plugins: { zoom: {} } }, 'options.plugins.zoom has no effect: this plugin is not available'],
    [{ onClick: 'alert(1)' }, 'options.onClick accepts only a function and is ignored'],
    [
      { scales: { r: { pointLabels: { callback: 'percent' } } } },
      'options.scales.r.pointLabels.callback accepts only a function and is ignored',
    ],
  ])('warns of %j', (options, warning) => {
    expect(read(withOptions(options)).warnings).toEqual([warning]);
  });

  it('removes scales that are not axes', () => {
    const { options } = read(withOptions({ scales: { yAxes: [{}], x: { stacked: true } } })).spec.config;

    expect(options?.scales).toEqual({ x: { stacked: true } });
  });

  it('removes options that accept only functions', () => {
    const { options } = read(withOptions({ onClick: 'x', plugins: { legend: { labels: { filter: 'y' } } } }))
      .spec.config;

    expect(options).toEqual({ plugins: { legend: { labels: {} } } });
  });

  it('warns of unknown properties next to a chart', () => {
    expect(read({ ...(withOptions({}) as object), plugins: [] }).warnings).toEqual([
      'plugins is not part of a chart and is ignored',
    ]);
  });
});
