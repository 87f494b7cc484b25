import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { oneMinusExp } from './special-functions.js';

describe('oneMinusExp', () => {
  it('keeps its digits for every x, however small', () => {
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
