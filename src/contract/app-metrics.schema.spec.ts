import { describe, expect, it } from '@jest/globals';
import { appMetricsSchema } from './app-metrics.schema.js';

describe('appMetricsSchema', () => {
  it('accepts the published example of the original services', () => {
    const example = {
      performance_index: {
        failRatio: 0.9176312649031084,
        failAmount: 8,
        accessAmount: 66,
        maxConcurrent: 38,
        minLatency: 40,
        avgLatency: 41,
      },
      host: '',
      app_name: 'test-app',
      domain: 'test-domain',
    };

    expect(appMetricsSchema.parse(example)).toEqual(example);
  });

  it('refuses a ratio above one and a fractional count', () => {
    const result = appMetricsSchema.safeParse({
      performance_index: {
        failRatio: 1.5,
        failAmount: 0.5,
        accessAmount: 1,
        maxConcurrent: 1,
        minLatency: 1,
        avgLatency: 1,
      },
      host: '',
      app_name: 'a',
      domain: '',
    });

    expect(result.error?.issues.map((issue) => issue.path.join('.'))).toEqual([
      'performance_index.failRatio',
      'performance_index.failAmount',
    ]);
  });
});
