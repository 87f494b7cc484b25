import { uniformAt, type Lane } from './random.js';
import type { SlowNoise } from './scenario.js';
import { TICK_MS } from './tick.js';

/**
 * A factor around 1 that drifts slowly: value noise, random heights at regular moments joined by smooth steps,
 * over several octaves, each twice as fast and half as high as the one before.
 *
 * @param noise - how far (amplitude, in [0, 1]) and how slowly (periodSeconds > 0) it drifts, in how many octaves
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
  if (noise.amplitude === 0) return 1;
  let position = (tick * TICK_MS) / (1000 * noise.periodSeconds);
  let height = 1;
  let sum = 0;
  let highest = 0;
  for (let octave = 0; octave < noise.octaves; octave += 1) {
    sum += height * valueNoise(key, lane, position, octave);
    highest += height;
    height /= 2;
    position *= 2;
  }
  return 1 + (noise.amplitude * sum) / highest;
}

/** In (-1, 1). */
function valueNoise(key: number, lane: Lane, position: number, octave: number): number {
  const before = Math.floor(position);
  const fraction = position - before;
  const from = heightAt(key, lane, before, octave);
  const to = heightAt(key, lane, before + 1, octave);
  return from + (to - from) * (fraction * fraction * (3 - 2 * fraction));
}

// The octaves take their heights from ranges of lattice points that lie far apart, so that none echoes another.
const POINTS_OF_AN_OCTAVE = 1_099_511_627_776;

function heightAt(key: number, lane: Lane, latticePoint: number, octave: number): number {
  return 2 * uniformAt(key, lane, latticePoint + octave * POINTS_OF_AN_OCTAVE) - 1;
}
