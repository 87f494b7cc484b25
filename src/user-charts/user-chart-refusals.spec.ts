import { describe, expect, it } from '@jest/globals';
import { LIMITS, read, refusalOf, withOptions } from './testing/read.js';
import type { JsonValue } from './user-chart.js';

describe('readUserChart for invalid charts', () => {
  it.each<[JsonValue, string]>([
    [7, 'Expected the chart to be an object but received 7'],
    ['"bar"', 'Expected the chart to be an object but received "bar"'],
    ['[]', 'Expected the chart to be an object but received an array'],
    ['undefined', 'Expected the chart to be an object but received nothing'],
    [
      {},
      'Expected type to be one of bar, line, pie, doughnut, polarArea, radar, scatter, bubble, sparkline, progressBar, radialGauge, gauge, outlabeledPie, outlabeledDoughnut but received nothing',
    ],
    [{ type: 'violin' }, 'but received "violin"'],
    [
      { type: 'bar', data: { datasets: [{}] }, options: { plugins: { googleSheets: { docId: 'x' } } } },
      'options.plugins.googleSheets would load it from Google Sheets, which is not supported: send the data itself',
    ],
    [
      { type: 'bar', options: { plugins: { airtable: {} } } },
      'options.plugins.airtable would load it from Airtable',
    ],
    [{ type: 'horizontalBar' }, 'but received "horizontalBar"'],
    [{ type: 'toString' }, 'but received "toString"'],
    [{ type: 'bar' }, 'Expected data to be an object but received nothing'],
    [{ type: 'bar', data: {} }, 'Expected data.datasets to be an array but received nothing'],
    [{ type: 'bar', data: { datasets: [7] } }, 'Expected data.datasets.0 to be an object but received 7'],
    [
      { type: 'bar', data: { datasets: [{}] } },
      'Expected data.datasets.0.data to be an array or an object but received nothing',
    ],
    [
      { type: 'bar', data: { datasets: [{ data: [], type: 'box' }] } },
      'Expected data.datasets.0.type to be one of',
    ],
    [
      { type: 'bar', data: { datasets: [], labels: 'ab' } },
      'Expected data.labels to be an array but received "ab"',
    ],
    [
      { type: 'bar', data: { datasets: [] }, options: 'x' },
      'Expected options to be an object but received "x"',
    ],
    [withOptions({ scales: { y: { type: 'box' } } }), 'Expected options.scales.y.type to be one of linear'],
    [
      withOptions({ plugins: { datalabels: { formatter: 'percnt' } } }),
      'Expected options.plugins.datalabels.formatter to be one of integer',
    ],
    [
      withOptions({ scales: { y: { ticks: { callback: 7 } } } }),
      'Expected options.scales.y.ticks.callback to be one of integer',
    ],
  ])('refuses %j', (chart, sentence) => {
    expect(refusalOf(chart).message).toContain(sentence);
  });

  it('refuses parsed JSON with the path', () => {
    const parsed = (text: string) => JSON.parse(text) as JsonValue;

    expect(refusalOf(parsed('{"type": {"__proto__": 1}}')).path).toBe('type');
    expect(refusalOf({ type: 'bar', data: { constructor: 1 } as never }).message).toMatch(
      /found constructor at data/,
    );
    expect(refusalOf({ type: 'x'.repeat(10_001) }).message).toMatch(/at most 10000 characters .* at type/);
    expect(refusalOf(parsed(`${'['.repeat(50_000)}${']'.repeat(50_000)}`)).message).toMatch(/32 levels/);
    expect(refusalOf({ type: [Number.POSITIVE_INFINITY] }).message).toBe(
      'Expected a finite number at type.0',
    );
    expect(refusalOf(Array<number>(1_001).fill(1)).message).toMatch(/at most 1000 points/);
    expect(refusalOf(Array<JsonValue>(1_000).fill(Array<number>(100).fill(1))).message).toMatch(
      /20000 values/,
    );
  });

  it('counts points and labels of all datasets together', () => {
    const chart = (points: number): JsonValue => ({
      type: 'line',
      data: {
        labels: Array<string>(400).fill('a'),
        datasets: [{ data: Array<number>(500).fill(1) }, { data: Array<number>(points).fill(1) }],
      },
    });

    expect(() => read(chart(100))).not.toThrow();
    expect(refusalOf(chart(101)).message).toBe('Expected at most 1000 points and labels but found more');
  });

  it('refuses more datasets than a legend can name', () => {
    const datasets = Array<JsonValue>(1_001).fill({ data: [] });

    expect(
      refusalOf({ type: 'bar', data: { datasets } }, '4', { ...LIMITS, maxPoints: 50_000 }).message,
    ).toMatch(/at most 1000 datasets but received 1001/);
  });
});

describe('readUserChart for charts that would render endlessly', () => {
  const scale = (options: JsonValue) => withOptions({ scales: { x: options } }, 'line');
  const time = { type: 'time' };

  it.each<[string, JsonValue]>([
    ['options.scales.x.ticks.count', scale({ ticks: { count: 1e6 } })],
    ['options.scales.x.ticks.maxTicksLimit', scale({ ticks: { maxTicksLimit: 1e9 } })],
    ['options.scales.x.ticks.sampleSize', scale({ ticks: { sampleSize: -1 } })],
    ['options.scales.x.ticks.precision', scale({ ticks: { precision: 1e9 } })],
    ['options.scales.x.ticks.stepSize', scale({ ...time, ticks: { stepSize: 0.5 } })],
    ['options.scales.x.time.stepSize', scale({ ...time, time: { stepSize: 0 } })],
    ['options.scales.x.time.unit', scale({ ...time, time: { unit: 'fortnight' } })],
    ['options.scales.x.min', scale({ ...time, min: 1e20 })],
    ['options.scales.x.border.dash', scale({ border: { dash: [1e-6, 1e-6] } })],
    ['options.circumference', withOptions({ circumference: 1e12 }, 'pie')],
    ['options.elements.arc.angle', withOptions({ elements: { arc: { angle: 1e12 } } }, 'polarArea')],
    ['options.plugins.title.font.size', withOptions({ plugins: { title: { font: { size: 1e9 } } } })],
    ['options.plugins.title.font.size', withOptions({ plugins: { title: { font: { size: '1e9px' } } } })],
    ['options.layout.padding', withOptions({ layout: { padding: { left: 1e9 } } })],
    ['options.elements.line.borderDash', withOptions({ elements: { line: { borderDash: [-1, 2] } } })],
    [
      'options.plugins.annotation.annotations.0.sides',
      withOptions({ plugins: { annotation: { annotations: [{ type: 'polygon', sides: 1e9 }] } } }),
    ],
    [
      'data.datasets.0.pointRadius',
      { type: 'line', data: { datasets: [{ data: [], pointRadius: [1, 1e9] }] } },
    ],
    [
      'data.datasets.0.data.0.x',
      { ...(scale(time) as object), data: { datasets: [{ data: [{ x: 1e20, y: 1 }] }] } },
    ],
    ['data.labels.0', { ...(scale(time) as object), data: { labels: [1e20], datasets: [] } }],
  ])('refuses %s', (path, chart) => {
    const refusal = refusalOf(chart);

    expect(refusal.path).toBe(path);
    expect(refusal.message).toContain(`Expected ${path} to be`);
  });

  it('refuses numbers whose decimals Chart.js would count endlessly', () => {
    expect(refusalOf(scale({ min: 0, max: 1e-320 })).message).toMatch(/magnitude from 1e-200 to 1e\+300/);
  });

  it('refuses names of internal Chart.js state', () => {
    expect(refusalOf(withOptions({ plugins: { title: { _fallback: 'plugins.title' } } })).path).toBe(
      'options.plugins.title._fallback',
    );
  });

  it('accepts large values that are not times', () => {
    const points = [{ x: 0, y: 1e20 }];

    expect(() => read({ ...(scale(time) as object), data: { datasets: [{ data: points }] } })).not.toThrow();
  });

  it('accepts gradients as colours, and refuses invalid ones', () => {
    const chart = (gradient: JsonValue): JsonValue => ({
      type: 'bar',
      data: { datasets: [{ data: [1], backgroundColor: [{ $gradient: gradient }] }] },
    });

    expect(() => read(chart({ direction: 'both', colors: ['red'] }))).not.toThrow();
    expect(refusalOf(chart({ direction: 'up', colors: ['red'] })).message).toMatch(
      /direction .* at data.datasets.0.backgroundColor.0.\$gradient/,
    );
  });
});
