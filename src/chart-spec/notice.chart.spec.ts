import { describe, expect, it } from '@jest/globals';
import { noticeChart } from './notice.chart.js';

const refused = {
  title: 'The metrics API cannot be read',
  lines: ['k8s-app-monitor-test:3000 refused the connection'],
};

describe('noticeChart', () => {
  it('says in words what failed', () => {
    const { config, title, description } = noticeChart(refused);

    expect(config.options?.plugins?.title?.text).toBe('The metrics API cannot be read');
    expect(config.options?.plugins?.subtitle?.text).toEqual([
      'k8s-app-monitor-test:3000 refused the connection',
    ]);
    expect(title).toBe('The metrics API cannot be read');
    expect(description).toBe('k8s-app-monitor-test:3000 refused the connection');
  });

  it('has neither bars nor axes', () => {
    const { data, options } = noticeChart(refused).config;

    expect(data.datasets).toEqual([]);
    expect(options?.scales).toEqual({ x: { display: false }, y: { display: false } });
  });

  it('breaks long sentences into at most ten lines', () => {
    const { config } = noticeChart({ title: 'Too long', lines: Array(20).fill('word '.repeat(100)) });

    expect(config.options?.plugins?.subtitle?.text).toHaveLength(10);
  });

  it('is data through and through, so that it can be sent to another thread', () => {
    const spec = noticeChart(refused);

    expect(structuredClone(spec)).toEqual(spec);
  });
});
