import { describe, expect, it } from '@jest/globals';
import { noticeChart } from './notice.chart.js';

const refused = {
  title: 'The metrics API cannot be read',
  lines: ['k8s-app-monitor-test:3000 refused the connection'],
};

describe('noticeChart', () => {
  it('shows what failed as text', () => {
    const { config, title, description } = noticeChart(refused);

    expect(config.options?.plugins?.title?.text).toBe('The metrics API cannot be read');
    expect(config.options?.plugins?.subtitle?.text).toEqual([
      'k8s-app-monitor-test:3000 refused the connection',
    ]);
    expect(title).toBe('The metrics API cannot be read');
    expect(description).toBe('k8s-app-monitor-test:3000 refused the connection');
  });

  it('has no bars and no axes', () => {
    const { data, options } = noticeChart(refused).config;

    expect(data.datasets).toEqual([]);
    expect(options?.scales).toEqual({ x: { display: false }, y: { display: false } });
  });

  it('breaks long sentences into at most ten lines', () => {
    const { config } = noticeChart({ title: 'Too long', lines: Array(20).fill('word '.repeat(100)) });

    expect(config.options?.plugins?.subtitle?.text).toHaveLength(10);
  });

  it.each([
    [1024, 512],
    [500, 300],
    [160, 90],
    [2000, 400],
    [60, 1000],
    [5, 5],
    [1, 1],
  ])('keeps its text within %d x %d pixels', (widthPx, heightPx) => {
    const { config } = noticeChart(
      { title: 'Too long', lines: Array(20).fill('word '.repeat(100)) },
      { widthPx, heightPx },
    );
    const { title, subtitle } = config.options!.plugins!;
    const sizeOf = (font: unknown) => (font as { size: number }).size;
    const { top, bottom } = title!.padding as { top: number; bottom: number };
    const lines = (subtitle!.text as string[]).length;
    const textPx = 1.35 * (sizeOf(title!.font) + lines * sizeOf(subtitle!.font));

    expect(top).toBeGreaterThanOrEqual(0);
    expect(bottom).toBeGreaterThan(0);
    if (heightPx >= 90) expect(textPx + top + bottom).toBeLessThanOrEqual(heightPx);
    if (heightPx >= 90) expect(lines).toBeGreaterThan(0);
  });

  it('shrinks its text less than the image', () => {
    const quarter = noticeChart(refused, { widthPx: 256, heightPx: 128 });

    expect(quarter.config.options?.plugins?.title?.font).toMatchObject({ size: 14 });
  });

  it('is unchanged in the published size', () => {
    expect(noticeChart(refused, { widthPx: 1024, heightPx: 512 })).toEqual(noticeChart(refused));
    expect(noticeChart(refused).config.options?.plugins?.title?.font).toMatchObject({ size: 28 });
  });

  it('is plain data that can be sent to another thread', () => {
    const spec = noticeChart(refused);

    expect(structuredClone(spec)).toEqual(spec);
  });
});
