import { describe, expect, it } from '@jest/globals';
import type { Incident, Series, SeriesReading } from '../sources/metrics-source.port.js';
import { ORIGINAL_STYLE } from './theme.js';
import { seriesChart } from './series.chart.js';

const LINES = { ...ORIGINAL_STYLE, form: 'line' } as const;
const NOON_MS = Date.UTC(2026, 0, 1, 12);
const MINUTE_MS = 60_000;

const series = (name: string, unit: string, values: (number | null)[]): Series => ({
  name,
  labels: {},
  unit,
  values,
});

function reading(all: Series[], incidents: Incident[] = [], stepMs = MINUTE_MS): SeriesReading {
  const timesMs = (all[0]?.values ?? []).map((_, point) => NOON_MS + point * stepMs);
  return { kind: 'series', subject: 'cart, shop', warnings: [], timesMs, series: all, incidents };
}

describe('seriesChart', () => {
  const two = [series('load', 'per second', [1, 2, 3]), series('time', 'ms', [10, 20, 30])];

  it('gives each unit its own pane, the first at the top, over one time axis in UTC', () => {
    const { config } = seriesChart('shop', reading(two), LINES);
    const scales = config.options!.scales as Record<string, { stack?: string; title: { text: string } }>;

    expect(config.data.datasets.map((dataset) => (dataset as { yAxisID?: string }).yAxisID)).toEqual([
      'y0',
      'y1',
    ]);
    // Chart.js stacks from the bottom.
    expect(Object.keys(scales)).toEqual(['x', 'y1', 'y0']);
    expect([scales['y0']!.title.text, scales['y1']!.title.text]).toEqual(['per second', 'ms']);
    expect([scales['y0']!.stack, scales['y1']!.stack]).toEqual(['panes', 'panes']);
    expect(scales['x']).toMatchObject({ type: 'time', title: { text: '2026-01-01, UTC' } });
  });

  it('does not stack panes for a single unit', () => {
    const { config } = seriesChart('shop', reading([two[0]!]), LINES);

    expect(config.options!.scales!['y0']).not.toHaveProperty('stack');
  });

  it('keeps gaps, and marks an isolated value with a point', () => {
    const { config } = seriesChart('shop', reading([series('load', '', [1, 1, null, 2, null])]), LINES);
    const [dataset] = config.data.datasets;

    expect(dataset).toMatchObject({ spanGaps: false, pointRadius: [0, 0, 0, 2, 0] });
    expect(dataset!.data[2]).toEqual({ x: NOON_MS + 2 * MINUTE_MS, y: null });
  });

  it('has its ticks at round times', () => {
    const { config } = seriesChart('shop', reading([series('load', '', Array<number>(61).fill(1))]), LINES);
    const minutes = (config.data.labels as number[]).map((ms) => (ms - NOON_MS) / MINUTE_MS);

    expect(minutes).toEqual([0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60]);
  });

  it('overlaps the bars of several panes instead of grouping them', () => {
    const { config } = seriesChart('shop', reading(two), { ...LINES, form: 'bar' });

    expect(config.data.datasets).toMatchObject([
      { grouped: false, order: -0 },
      { grouped: false, order: -1 },
    ]);
  });

  it('colours the six metrics like the published bars', () => {
    const { config } = seriesChart('shop', reading([series('AvgLatency', 'ms', [1])]), LINES);

    expect(config.data.datasets[0]).toMatchObject({ borderColor: '#CC79A7' });
  });

  it('shows as many series as can be distinguished, and reports how many there are', () => {
    const many = Array.from({ length: 20 }, (_, index) => series(`s${index}`, '', [index]));
    const { config } = seriesChart('slo', reading(many), LINES);
    const looks = config.data.datasets.map((dataset) => {
      const { borderColor, borderDash } = dataset as { borderColor?: string; borderDash?: number[] };
      return JSON.stringify([borderColor, borderDash]);
    });

    expect(new Set(looks).size).toBe(12);
    expect(config.options?.plugins?.subtitle?.text).toEqual(['first 12 of 20 series']);
  });

  it('describes bounds, last values and incidents', () => {
    const outage = { kind: 'outage', what: 'carrier', fromMs: NOON_MS, toMs: NOON_MS + MINUTE_MS };
    const { description } = seriesChart('shop', reading([two[1]!], [outage]), LINES);

    expect(description).toBe(
      'Line chart from 2026-01-01 12:00:00 UTC to 2026-01-01 12:02:00 UTC: time 30 ms (10 to 30). Incidents: outage carrier 2026-01-01 12:00:00 UTC to 2026-01-01 12:01:00 UTC.',
    );
  });

  it('reports that there are no values', () => {
    for (const empty of [reading([]), reading([series('load', '', [null, null])])]) {
      const { config } = seriesChart('shop', empty, LINES);

      expect(config.options?.plugins?.subtitle?.text).toEqual(['No values in this range']);
    }
  });

  it('is plain data', () => {
    const spec = seriesChart('shop', reading(two), { ...LINES, form: 'area', theme: 'dark' });

    expect(structuredClone(spec)).toEqual(spec);
  });
});

describe('incident boxes', () => {
  const hour = series('load', '', Array<number>(61).fill(1));
  const incident = (kind: string, fromMinute: number, toMinute: number): Incident => {
    return {
      kind,
      what: kind,
      fromMs: NOON_MS + fromMinute * MINUTE_MS,
      toMs: NOON_MS + toMinute * MINUTE_MS,
    };
  };
  const marksOf = (incidents: Incident[]) => {
    const { config } = seriesChart('shop', reading([hour], incidents), LINES);
    const { annotations } = (config.options!.plugins as { annotation: { annotations: Record<string, Mark> } })
      .annotation;
    return Object.values(annotations);
  };
  interface Mark {
    readonly xMin: number;
    readonly xMax: number;
    readonly label: { readonly display: boolean; readonly content: string; readonly yAdjust: number };
  }

  it('span the time of the incident and show its kind', () => {
    expect(marksOf([incident('outage', 10, 20)])).toMatchObject([
      {
        type: 'box',
        xMin: NOON_MS + 10 * MINUTE_MS,
        xMax: NOON_MS + 20 * MINUTE_MS,
        label: { display: true, content: 'outage', yAdjust: 0 },
      },
    ]);
  });

  it('have labels in rows where they would overlap, and none if all rows are occupied', () => {
    const crowd = Array.from({ length: 5 }, () => incident('traffic-surge', 30, 31));
    const labels = marksOf([incident('outage', 0, 5), ...crowd]).map(({ label }) => [
      label.display,
      label.yAdjust,
    ]);

    expect(labels).toEqual([
      [true, 0],
      [true, 0],
      [true, 17],
      [true, 34],
      [false, 0],
      [false, 0],
    ]);
  });
});
