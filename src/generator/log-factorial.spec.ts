import { describe, expect, it } from '@jest/globals';
import { logFactorial } from './special-functions.js';

describe('logFactorial', () => {
  it('equals the sum of the logarithms, for the exact small ones and for the series', () => {
    let sum = 0;
    for (let k = 1; k <= 1000; k += 1) {
      sum += Math.log(k);
      expect(Math.abs(logFactorial(k) - sum)).toBeLessThanOrEqual(1e-13 * Math.max(1, sum));
    }
  });

  it('has the published values of 0!, 20! and 100!', () => {
    expect(logFactorial(0)).toBe(0);
    expect(logFactorial(20)).toBeCloseTo(42.33561646075349, 12);
    expect(logFactorial(100)).toBeCloseTo(363.73937555556347, 11);
  });
});
