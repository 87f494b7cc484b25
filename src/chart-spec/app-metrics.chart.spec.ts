import { describe, expect, it } from '@jest/globals';
import type { MetricsRecord } from '../sources/metrics-source.port.js';
import { appMetricsChart } from './app-metrics.chart.js';

const reading: MetricsRecord = {
  performance_index: {
    failRatio: 0.9176312649031084,
    failAmount: 8,
    accessAmount: 66,
    maxConcurrent: 38,
    minLatency: 40,
    avgLatency: 41,
  },
  host: 'web-1',
  app_name: 'test-app',
  domain: 'test-domain',
};

describe('appMetricsChart', () => {
  it('has six bars in the published order', () => {
    const { data } = appMetricsChart(reading).config;

    expect(data.labels).toEqual([
      'FailRatio',
      'FailAmount',
      'AccessAmount',
      'MaxConcurrent',
      'MinLatency',
      'AvgLatency',
    ]);
    expect(data.datasets.map((dataset) => dataset.data)).toEqual([
      [
        { x: 'FailRatio', y: 0.9176312649031084, label: '0.92' },
        { x: 'FailAmount', y: 8, label: '8' },
        { x: 'AccessAmount', y: 66, label: '66' },
        { x: 'MaxConcurrent', y: 38, label: '38' },
        { x: 'MinLatency', y: 40, label: '40' },
        { x: 'AvgLatency', y: 41, label: '41' },
      ],
    ]);
  });

  it('gives each bar its own colour', () => {
    const [dataset] = appMetricsChart(reading).config.data.datasets;

    expect(new Set(dataset?.backgroundColor as string[]).size).toBe(6);
  });

  it('has a title of three lines, even if the host is unknown', () => {
    const titleOf = (of: MetricsRecord) => appMetricsChart(of).config.options?.plugins?.title?.text;

    expect(titleOf(reading)).toEqual(['AppName:test-app', 'Domain:test-domain', 'Host:web-1']);
    expect(titleOf({ ...reading, host: '' })).toEqual(['AppName:test-app', 'Domain:test-domain', 'Host:']);
  });

  it('starts its value axis at zero', () => {
    expect(appMetricsChart(reading).config.options?.scales?.['y']).toMatchObject({ beginAtZero: true });
  });

  it('describes every value for people who cannot see the image', () => {
    const { title, description } = appMetricsChart(reading);

    expect(title).toBe('AppName:test-app Domain:test-domain Host:web-1');
    expect(description).toBe(
      'Bar chart: FailRatio 0.92, FailAmount 8, AccessAmount 66, MaxConcurrent 38, MinLatency 40, AvgLatency 41.',
    );
  });

  it('cuts names that are wider than the image', () => {
    const { title } = appMetricsChart({
      ...reading,
      app_name: '监'.repeat(300_000),
      host: 'w'.repeat(300_000),
    });

    expect(title).toMatch(/^AppName:监+… Domain:test-domain Host:w+…$/);
    expect(title.length).toBeLessThan(200);
  });

  it('is plain data that can be sent to another thread', () => {
    const spec = appMetricsChart(reading);

    expect(structuredClone(spec)).toEqual(spec);
  });
});
