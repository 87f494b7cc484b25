import { describe, expect, it } from '@jest/globals';
import { durationMs, durationSeconds } from './validation.js';

describe('a duration', () => {
  it.each([
    ['250ms', 250],
    ['30s', 30_000],
    ['5m', 300_000],
    ['1h30m', 5_400_000],
    ['7d', 604_800_000],
    ['2w', 1_209_600_000],
    ['1w2d3h4m5s6ms', 788_645_006],
    ['0s', 0],
    ['90m', 5_400_000],
  ])('%s is %d ms', (text, ms) => {
    expect(durationMs(text)).toBe(ms);
    expect(durationSeconds(text)).toBe(ms / 1000);
  });

  it.each(['', '5', 's', '-5s', '1.5h', '5 m', '5M', '30m1h', '1h1h', '1y', '5s ', '1e3s', '٣s'])(
    '%j is not one',
    (text) => {
      expect(durationMs(text)).toBeNaN();
    },
  );

  it('rejects long text without backtracking', () => {
    expect(durationMs(`${'1'.repeat(250_000)}s`)).toBeNaN();
  });
});
