import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readUserChart } from '../../user-charts/user-chart.js';
import type { ChartSpec } from '../../chart-spec/chart-spec.js';
import type { RenderRequest } from '../../rendering/chart-renderer.port.js';
import { costOf, isLarge } from '../../rendering/render-cost.js';

const LIMITS = { maxBytes: 1024 * 1024, maxDepth: 32, maxPoints: 50_000 };
const SIZE = { format: 'png', widthPx: 500, heightPx: 300, pixelRatio: 2 } as const;

const request = (chart: object, more: Partial<RenderRequest> = {}): RenderRequest => ({
  spec: readUserChart({ chart: JSON.stringify(chart), version: '4', background: 'white' }, LIMITS).spec,
  ...SIZE,
  ...more,
});

const values = (count: number) => Array.from({ length: count }, (_, index) => (index * 37) % 100);
const labels = (count: number, length = 1) =>
  Array.from({ length: count }, (_, index) => 'l'.repeat(length) + index);
const chart = (type: string, count: number, style: object = {}, options: object = {}, datasets = 1) => ({
  type,
  data: {
    labels: labels(count),
    datasets: Array.from({ length: datasets }, () => ({ data: values(count), ...style })),
  },
  options,
});
const bars = (options: object = {}) => chart('bar', 10, {}, options);
const annotations = (count: number, each: object) =>
  bars({ plugins: { annotation: { annotations: Array.from({ length: count }, () => each) } } });
const scale = (options: object) => ({ scales: { x: options } });

const LINE = { type: 'line', yMin: 50, yMax: 50 };
const POLYGON = { type: 'polygon', xValue: 5, yValue: 50, radius: 50 };
const ELLIPSE = { type: 'ellipse', xMin: 0, xMax: 9 };
const DOTS = { borderDash: [0.5, 0.5], borderWidth: 50 };

describe('isLarge', () => {
  // Each takes less than six times as long as ten bars.
  it.each([
    ['ten bars', bars()],
    ['100 bars', chart('bar', 100)],
    ['12 datasets', chart('line', 30, {}, {}, 12)],
    ['a pie', chart('pie', 12)],
    ['labels around a pie', chart('pie', 12, {}, { plugins: { outlabels: {} } })],
    ['a radar chart', chart('radar', 12, {}, {}, 3)],
    ['a year of days', chart('line', 365, { tension: 0.4, fill: true })],
    ['a dashed line', chart('line', 100, { borderDash: [5, 5] })],
    ['100 labelled bars', chart('bar', 100, {}, { plugins: { datalabels: { display: true } } })],
    [
      'limits with labels',
      annotations(5, { ...LINE, borderDash: [6, 6], label: { display: true, content: 'a' } }),
    ],
    ['20 areas', annotations(20, { type: 'box', xMin: 0, xMax: 9 })],
    ['20 shadows', annotations(20, { ...LINE, shadowBlur: 10 })],
    [
      'steps on both axes',
      bars({ scales: { x: { ticks: { stepSize: 1 } }, y: { ticks: { stepSize: 10 } } } }),
    ],
    ['a long title', bars({ plugins: { title: { display: true, text: 'word '.repeat(400) } } })],
  ])('is false for %s', (_, given) => {
    expect(isLarge(request(given))).toBe(false);
  });

  // Each takes more than eight times as long as ten bars; most take fifty times as long.
  it.each([
    ['dotted ellipses', annotations(20, { ...ELLIPSE, ...DOTS })],
    ['dotted lines', annotations(20, { ...LINE, ...DOTS })],
    ['polygons with many corners', annotations(20, { ...POLYGON, sides: 1000 })],
    ['one of each', annotations(20, { ...POLYGON, sides: 200, shadowBlur: 100, ...DOTS })],
    ['many annotations', annotations(1000, { type: 'box', xMin: 0, xMax: 9 })],
    [
      'annotations by name',
      bars({
        plugins: {
          annotation: { annotations: Object.fromEntries(labels(1000).map((name) => [name, LINE])) },
        },
      }),
    ],
    [
      'labels with shadows',
      chart('bar', 1000, {}, { plugins: { datalabels: { textShadowBlur: 50, font: { size: 100 } } } }),
    ],
    ['labels of one dataset', chart('bar', 2000, { datalabels: { display: true } })],
    [
      'several labels for each point',
      chart('bar', 300, { datalabels: { labels: { a: {}, b: {}, c: {}, d: {}, e: {}, f: {} } } }),
    ],
    ['a dotted line', chart('line', 5000, { ...DOTS, pointRadius: 0 })],
    ['dotted parts of a pie', chart('pie', 1000, DOTS)],
    ['dots of all elements', chart('line', 2000, {}, { elements: { line: DOTS } })],
    ['large markers', chart('line', 1000, { pointRadius: 1000 })],
    ['large markers of all elements', chart('line', 1000, {}, { elements: { point: { radius: 1000 } } })],
    ['large markers one by one', chart('line', 1000, { pointRadius: [1, 1000] })],
    ['many datasets', chart('bar', 1, {}, {}, 500)],
    [
      'many axes',
      bars({ scales: Object.fromEntries(labels(60).map((name) => [`y${name}`, { axis: 'y' }])) }),
    ],
    [
      'many ticks',
      bars({
        scales: Object.fromEntries(
          labels(8).map((name) => [`y${name}`, { axis: 'y', ticks: { count: 500 } }]),
        ),
      }),
    ],
    ['labels that are not skipped', chart('bar', 1500, {}, scale({ ticks: { autoSkip: false } }))],
    ['labels around a radar chart', chart('radar', 1000)],
    ['long labels', { ...bars(), data: { labels: labels(1000, 900), datasets: [{ data: values(1000) }] } }],
    ['many points', chart('line', 10_000)],
  ])('is true for %s', (_, given) => {
    expect(isLarge(request(given))).toBe(true);
  });

  it('depends on the pixels and on the format', () => {
    expect(isLarge(request(bars(), { widthPx: 3000, heightPx: 1000, pixelRatio: 1 }))).toBe(false);
    expect(isLarge(request(bars(), { widthPx: 3000, heightPx: 1000, pixelRatio: 1, format: 'webp' }))).toBe(
      true,
    );
    expect(isLarge(request(bars(), { widthPx: 3000, heightPx: 2000, pixelRatio: 1 }))).toBe(true);
  });
});

describe('costOf', () => {
  const style = fc.record(
    {
      borderDash: fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 3 }),
      borderWidth: fc.integer({ min: 0, max: 100 }),
      pointRadius: fc.integer({ min: 0, max: 1000 }),
      radius: fc.integer({ min: 0, max: 1000 }),
      sides: fc.integer({ min: 0, max: 1000 }),
      shadowBlur: fc.integer({ min: 0, max: 100 }),
      content: fc.string(),
      label: fc.record({ content: fc.array(fc.string()), font: fc.record({ size: fc.nat(100) }) }),
    },
    { requiredKeys: [] },
  );
  const cost = (given: object) => costOf((request(given).spec as ChartSpec).config, SIZE);

  it('grows with every annotation, dataset and point, and is finite', () => {
    fc.assert(
      fc.property(style, fc.integer({ min: 1, max: 30 }), (each, count) => {
        const annotated = cost(annotations(count, { ...LINE, ...each }));
        const styled = cost(chart('line', count, each, {}, count));

        expect(Number.isFinite(annotated + styled)).toBe(true);
        expect(cost(annotations(count + 1, { ...LINE, ...each }))).toBeGreaterThan(annotated);
        expect(cost(chart('line', count, each, {}, count + 1))).toBeGreaterThan(styled);
        expect(cost(chart('line', count + 1, each, {}, count))).toBeGreaterThan(styled);
      }),
    );
  });
});
