import { uniformsAt, type Lane } from './random.js';
import type { SlowNoise } from './scenario.js';
import { TICK_MS } from './tick.js';

/**
 * A factor around 1 that drifts slowly: value noise, random heights at regular moments joined by smooth steps.
 *
 * @param noise - how far (amplitude, in [0, 1]) and how slowly (periodSeconds > 0) it drifts
 * @param key - the application's key
 * @param lane - whose noise it is
 * @param tick - any safe integer
 * @returns a factor in (1 - amplitude, 1 + amplitude), exactly 1 when the amplitude is 0
 * @throws RangeError when the period is not a positive number
 * @see D. S. Ebert et al., Texturing and Modeling: A Procedural Approach (1994), chapter 2, lattice noises
 */
export function slowFactor(noise: SlowNoise, key: number, lane: Lane, tick: number): number {
  if (!(noise.periodSeconds > 0)) {
    throw new RangeError(`Expected periodSeconds above 0 but received ${noise.periodSeconds}`);
  }
  const position = (tick * TICK_MS) / (1000 * noise.periodSeconds);
  const before = Math.floor(position);
  const from = heightAt(key, lane, before);
  const to = heightAt(key, lane, before + 1);
  return 1 + noise.amplitude * (from + (to - from) * smoothStep(position - before));
}

function heightAt(key: number, lane: Lane, latticePoint: number): number {
  return 2 * uniformsAt(key, lane, latticePoint)() - 1;
}

function smoothStep(fraction: number): number {
  return fraction * fraction * (3 - 2 * fraction);
}
