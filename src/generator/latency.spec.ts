import { describe, expect, it } from '@jest/globals';
import { latencyIn } from './latency.js';
import { normalCdf } from './normal.js';
import { applicationKey } from './random.js';
import { chiSquarePValue, standardErrorsOff, tally } from './testing/goodness-of-fit.js';

const KEY = applicationKey(1, 'test-app');
const TICKS = 20_000;
const STEADY = { medianMs: 80, logSigma: 0.33, medianNoise: { amplitude: 0, periodSeconds: 60 } };

function ticksWith(accessAmount: number) {
  return Array.from({ length: TICKS }, (_, tick) => latencyIn(STEADY, KEY, tick, accessAmount));
}

describe('the latencies of a tick', () => {
  it.each([1, 2, 84, 100_000])('have a minimum distributed as that of %d draws', (accessAmount) => {
    // The probability that all draws exceed the minimum is uniform: ten equal cells.
    const cells = ticksWith(accessAmount).map(({ minLatencyMs }) => {
      const z = Math.log(minLatencyMs / STEADY.medianMs) / STEADY.logSigma;
      return Math.floor(10 * Math.exp(accessAmount * Math.log1p(-normalCdf(z))));
    });

    expect(chiSquarePValue(tally(cells, 10), new Array<number>(10).fill(TICKS / 10))).toBeGreaterThan(1e-6);
  });

  it.each([1, 2, 3, 84, 100_000])(
    'have an average with the mean and deviation of %d draws',
    (accessAmount) => {
      const averages = ticksWith(accessAmount).map(({ avgLatencyMs }) => avgLatencyMs);
      const mean = STEADY.medianMs * Math.exp(STEADY.logSigma ** 2 / 2);
      const deviation = (mean * Math.sqrt(Math.expm1(STEADY.logSigma ** 2))) / Math.sqrt(accessAmount);
      const squares = averages.map((average) => (average - mean) ** 2);

      // 5 standard errors: a right model exceeds them with 6 seeds in ten million. The squares deviate by
      // the root of (kurtosis - 1), and a lognormal number of this logSigma has kurtosis 5.1.
      expect(standardErrorsOff(averages, mean, deviation)).toBeLessThan(5);
      expect(standardErrorsOff(squares, deviation ** 2, deviation ** 2 * Math.sqrt(5.1 - 1))).toBeLessThan(5);
    },
  );

  it('are the same when there is one request', () => {
    for (let tick = 0; tick < 1000; tick += 1) {
      const { minLatencyMs, avgLatencyMs } = latencyIn(STEADY, KEY, tick, 1);
      expect(avgLatencyMs).toBe(minLatencyMs);
    }
  });

  it('are 0 when there is none', () => {
    expect(latencyIn(STEADY, KEY, 0, 0)).toEqual({ minLatencyMs: 0, avgLatencyMs: 0 });
  });

  it('follow the slow drift of their median', () => {
    const drifting = { ...STEADY, logSigma: 0, medianNoise: { amplitude: 0.2, periodSeconds: 60 } };
    const medians = Array.from(
      { length: 3600 },
      (_, tick) => latencyIn(drifting, KEY, tick, 84).avgLatencyMs,
    );

    expect(Math.min(...medians)).toBeLessThan(68);
    expect(Math.min(...medians)).toBeGreaterThan(64);
    expect(Math.max(...medians)).toBeGreaterThan(92);
    expect(Math.max(...medians)).toBeLessThan(96);
  });
});
