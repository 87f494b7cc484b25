import { describe, expect, it } from '@jest/globals';
import { chiSquarePValue, correlationPValue, kolmogorovSmirnovPValue } from './goodness-of-fit.js';

describe('the chi-square test of these specs', () => {
  // Ten degrees of freedom: 5% of correct generators exceed 18.307, 0.1% exceed 29.588 (published tables).
  it.each([
    [18.307, 0.05],
    [29.588, 0.001],
  ])('gives a statistic of %d the published probability %d', (statistic, probability) => {
    const expected = new Array<number>(11).fill(1000);
    const shift = Math.sqrt((statistic * 1000) / 2);
    const observed = expected.map((count, cell) =>
      cell === 0 ? count + shift : cell === 1 ? count - shift : count,
    );

    expect(Math.abs(chiSquarePValue(observed, expected) / probability - 1)).toBeLessThan(0.1);
  });

  it('merges cells with small expected counts, the last ones into their neighbour', () => {
    expect(chiSquarePValue([100, 100, 0, 0, 1], [100, 100, 0.5, 0.3, 0.2])).toBeGreaterThan(0.9);
  });
});

describe('the Kolmogorov-Smirnov test of these specs', () => {
  // Limits of the distance times the root of the number of draws (published tables).
  it.each([
    [1.3581, 0.05],
    [1.6276, 0.01],
    [1.9495, 0.001],
  ])('gives a distance of %d / root n the published probability %d', (scaledDistance, probability) => {
    const n = 1_000_000;
    const shift = (scaledDistance - 0.5 / Math.sqrt(n)) / Math.sqrt(n);
    const shifted = Array.from({ length: n }, (_, index) => (index + 0.5) / n + shift);

    expect(Math.abs(kolmogorovSmirnovPValue(shifted) / probability - 1)).toBeLessThan(0.01);
  });
});

describe('the correlation test of these specs', () => {
  const rising = Array.from({ length: 1000 }, (_, index) => index);

  it('detects a sequence in its own mirror image', () => {
    expect(correlationPValue(rising, rising.toReversed())).toBeLessThan(1e-200);
  });

  it('finds no correlation between a line and a symmetrical hill', () => {
    const hill = rising.map((value) => (value - 499.5) * (value - 499.5));

    expect(correlationPValue(rising, hill)).toBeGreaterThan(0.999);
  });

  it('gives a correlation of 1.96 / root n the probability 0.05', () => {
    const r = 1.959964 / Math.sqrt(1000);
    const sign = (index: number) => (index % 2 === 0 ? 1 : -1);
    const other = (index: number) => (index % 4 < 2 ? 1 : -1);
    const mixed = rising.map((index) => r * sign(index) + Math.sqrt(1 - r * r) * other(index));

    expect(correlationPValue(rising.map(sign), mixed)).toBeCloseTo(0.05, 5);
  });
});
