import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { normalCdf, normalQuantile, oneMinusExp, logFactorial } from './special-functions.js';

describe('the normal distribution', () => {
  // Test values from Wichura (1988) for AS 241, one for each of its three ranges.
  it.each([
    [0.25, -0.6744897501960817],
    [0.001, -3.090232306167814],
    [1e-20, -9.262340089798409],
  ])('has the published quantile of %d', (p, z) => {
    expect(Math.abs(normalQuantile(p) / z - 1)).toBeLessThan(1e-15);
  });

  it.each([
    [0, 0.5],
    [1, 0.8413447460685429],
    [1.96, 0.9750021048517795],
    [-2, 0.02275013194817921],
    [-5, 2.866515718791939e-7],
    [-7.2, 3.0106279811174e-13],
    [-10, 7.61985302416053e-24],
    [-37, 5.725571222524577e-300],
  ])('has the published probability below %d', (x, p) => {
    expect(Math.abs(normalCdf(x) - p)).toBeLessThan(1e-15);
    expect(Math.abs(normalCdf(x) / p - 1)).toBeLessThan(1e-8);
  });

  it('has a quantile that inverts the probability', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 0.5, noNaN: true }), (p) => {
        const again = normalCdf(normalQuantile(p));
        expect(Math.abs(again - p)).toBeLessThan(1e-15);
        expect(Math.abs(again / p - 1)).toBeLessThan(1e-8);
      }),
      { numRuns: 1000 },
    );
  });

  it('is symmetrical', () => {
    fc.assert(
      fc.property(fc.double({ min: -8, max: 8, noNaN: true }), (x) => {
        expect(normalCdf(x) + normalCdf(-x)).toBeCloseTo(1, 15);
      }),
    );
    expect(normalQuantile(0.975)).toBe(-normalQuantile(1 - 0.975));
  });

  it.each([0, 1, -0.1, NaN])('has no quantile of %d', (p) => {
    expect(() => normalQuantile(p)).toThrow(RangeError);
  });
});

describe('oneMinusExp', () => {
  it('is accurate for every x, however small', () => {
    const exponent = fc.integer({ min: -3000, max: 28 }).map((tenths) => tenths / 10);
    fc.assert(
      fc.property(exponent, (power) => {
        const x = -(10 ** power);
        expect(oneMinusExp(x) / -Math.expm1(x)).toBeCloseTo(1, 14);
      }),
    );
  });

  it.each([-0.5, -1e-3, -1e-9, -1e-15])(
    'keeps its digits for %d, where a plain difference loses some',
    (x) => {
      expect(oneMinusExp(x) / -Math.expm1(x)).toBeCloseTo(1, 14);
    },
  );

  it('is 0 at 0', () => {
    expect(oneMinusExp(0)).toBeCloseTo(0, 300);
  });
});

describe('logFactorial', () => {
  it('equals the sum of the logarithms, for small values and for the series', () => {
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
