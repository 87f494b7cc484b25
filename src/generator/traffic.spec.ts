import { describe, expect, it } from '@jest/globals';
import { applicationKey } from './random.js';
import { standardErrorsOff } from './testing/goodness-of-fit.js';
import { arrivalsIn, expectedRatePerSecond } from './traffic.js';

const KEY = applicationKey(1, 'test-app');
const HOUR = 3600;
const DAY = 24 * HOUR;
const STEADY = {
  ratePerSecond: 80,
  dailyAmplitude: 0.5,
  dailyPeakHourUtc: 14,
  noise: { amplitude: 0, periodSeconds: 60 },
};

const rateAt = (tick: number) => expectedRatePerSecond(STEADY, KEY, tick);

describe('traffic', () => {
  it.each([0, 20_000 * DAY, -20_000 * DAY])(
    'peaks and ebbs at its hours on the day of tick %d',
    (midnight) => {
      expect(rateAt(midnight + 14 * HOUR)).toBe(120);
      expect(rateAt(midnight + 2 * HOUR)).toBeCloseTo(40, 10);
      expect(rateAt(midnight + 8 * HOUR)).toBeCloseTo(80, 10);
    },
  );

  it('repeats every day but for the noise', () => {
    for (let tick = 0; tick < DAY; tick += 977) expect(rateAt(tick + 365 * DAY)).toBe(rateAt(tick));
  });

  it('averages its rate over a day', () => {
    let sum = 0;
    for (let tick = 0; tick < DAY; tick += 60) sum += rateAt(tick);

    expect(sum / (DAY / 60)).toBeCloseTo(80, 10);
  });

  it('drifts around the rhythm, and no further than its noise', () => {
    const noisy = { ...STEADY, noise: { amplitude: 0.1, periodSeconds: 60 } };
    const drifts = Array.from({ length: HOUR }, (_, tick) => {
      return expectedRatePerSecond(noisy, KEY, tick) / rateAt(tick);
    });

    expect(Math.min(...drifts)).toBeGreaterThan(0.9);
    expect(Math.min(...drifts)).toBeLessThan(0.92);
    expect(Math.max(...drifts)).toBeLessThan(1.1);
    expect(Math.max(...drifts)).toBeGreaterThan(1.08);
  });

  it('arrives at the expected rate', () => {
    const arrivals = Array.from({ length: 20_000 }, (_, tick) => arrivalsIn(84, KEY, tick));

    // 5 standard errors: a right model exceeds them with 6 seeds in ten million.
    expect(standardErrorsOff(arrivals, 84, Math.sqrt(84))).toBeLessThan(5);
  });
});
