import type { Fuel } from '../regular-expression.js';

export class OutOfFuel extends Error {}

/** Fuel that knows how much of it was used. */
export function countingFuel(steps: number): Fuel & { readonly used: number } {
  return {
    used: 0,
    use(spent: number) {
      this.used += spent;
      if (this.used > steps) {
        throw new OutOfFuel();
      }
    },
  };
}

export function fuelOf(steps: number): Fuel {
  return countingFuel(steps);
}
