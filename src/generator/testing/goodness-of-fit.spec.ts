import { describe, expect, it } from '@jest/globals';
import { chiSquarePValue } from './goodness-of-fit.js';

describe('the chi-square test of these specs', () => {
  // Ten degrees of freedom: 5% of right generators exceed 18.307, 0.1% exceed 29.588 (published tables).
  it.each([
    [18.307, 0.05],
    [29.588, 0.001],
  ])('gives a statistic of %d the probability of the tables, %d', (statistic, probability) => {
    const expected = new Array<number>(11).fill(1000);
    const shift = Math.sqrt((statistic * 1000) / 2);
    const observed = expected.map((count, cell) =>
      cell === 0 ? count + shift : cell === 1 ? count - shift : count,
    );

    expect(Math.abs(chiSquarePValue(observed, expected) / probability - 1)).toBeLessThan(0.1);
  });

  it('merges cells in which too little is expected, the last ones into their neighbour', () => {
    expect(chiSquarePValue([100, 100, 0, 0, 1], [100, 100, 0.5, 0.3, 0.2])).toBeGreaterThan(0.9);
  });
});
