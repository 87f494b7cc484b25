import { describe, expect, it } from '@jest/globals';
import type { Sample, SamplesReading } from '../sources/metrics-source.port.js';
import { ORIGINAL_STYLE } from './theme.js';
import { samplesChart } from './samples.chart.js';

const sample = (app: string, value: number | null): Sample => ({ name: 'load', labels: { app }, value });
const reading = (samples: Sample[]): SamplesReading => ({
  kind: 'samples',
  subject: 'x:1',
  warnings: [],
  samples,
});

describe('samplesChart', () => {
  it('has a horizontal bar for each value, with distinct names', () => {
    const spec = samplesChart('node', reading([sample('cart', 1234567), sample('pay', 0.5)]), ORIGINAL_STYLE);

    expect(spec.config.data.labels).toEqual(['cart', 'pay']);
    expect(spec.config.data.datasets[0]!.data).toEqual([
      { x: 1234567, y: 'cart', label: '1.235M' },
      { x: 0.5, y: 'pay', label: '0.5' },
    ]);
    expect(spec.config.options?.indexAxis).toBe('y');
    expect(spec.title).toBe('node: x:1');
    expect(spec.description).toBe('Bar chart: cart 1.235M, pay 0.5.');
  });

  it('prints a dash and no bar for a value that is not a number', () => {
    const spec = samplesChart('node', reading([sample('cart', null), sample('pay', 1)]), ORIGINAL_STYLE);

    expect(spec.config.data.datasets[0]!.data[0]).toEqual({ x: null, y: 'cart', label: '–' });
  });

  it('has a horizontal category axis as a line', () => {
    const spec = samplesChart('node', reading([sample('cart', 1)]), { ...ORIGINAL_STYLE, form: 'line' });

    expect(spec.config.type).toBe('line');
    expect(spec.config.options?.indexAxis).toBe('x');
  });

  it('reports how many values it omits for lack of space', () => {
    const many = Array.from({ length: 50 }, (_, index) => sample(`app-${index}`, index));
    const { config } = samplesChart('node', reading(many), ORIGINAL_STYLE);

    expect(config.data.labels).toHaveLength(19);
    expect(config.options?.plugins?.subtitle?.text).toEqual(['load – first 19 of 50 values']);
  });

  it('keeps bars distinct whose cut names are equal', () => {
    const long = 'x'.repeat(200);
    const { config } = samplesChart(
      'node',
      reading([sample(`${long}1`, 1), sample(`${long}2`, 2)]),
      ORIGINAL_STYLE,
    );

    expect(new Set(config.data.labels).size).toBe(2);
  });

  it('reports that there are no values', () => {
    const { config } = samplesChart('node', reading([]), ORIGINAL_STYLE);

    expect(config.options?.plugins?.subtitle).toMatchObject({ display: true, text: ['No values'] });
  });

  it('is plain data', () => {
    const spec = samplesChart('node', reading([sample('cart', 1)]), { ...ORIGINAL_STYLE, theme: 'dark' });

    expect(JSON.parse(JSON.stringify(spec))).toEqual(spec);
    expect(spec.background).toBe('#16181C');
  });
});
