import type { Fuel } from '../regular-expression.js';

export class OutOfFuel extends Error {}

/** Fuel that knows how much of it was used. */
export class CountingFuel implements Fuel {
  used = 0;

  constructor(private readonly steps: number) {}

  use(steps: number): void {
    this.used += steps;
    if (this.used > this.steps) {
      throw new OutOfFuel();
    }
  }
}

export const fuelOf = (steps: number): CountingFuel => new CountingFuel(steps);
