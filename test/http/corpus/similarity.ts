import type { Pixels } from '../../../src/rendering/testing/pixels.js';

// Smaller than a bar or a label, larger than the blur of the encoders.
const BLOCK_PX = 10;
const BLOCK_AREA_PX = BLOCK_PX * BLOCK_PX;

/** The mean colour of each block of an image, row by row; transparent pixels count as white. */
export type Blocks = Float64Array;

export function blocksOf({ width, height, rgba }: Pixels): Blocks {
  const across = Math.ceil(width / BLOCK_PX);
  // Computed once, since `Math` is slow in Jest.
  const columns = Array.from({ length: width }, (_, x) => Math.floor(x / BLOCK_PX) * 3);
  const means = new Float64Array(across * Math.ceil(height / BLOCK_PX) * 3);
  for (let y = 0; y < height; y += 1) {
    const row = Math.floor(y / BLOCK_PX) * across * 3;
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 4;
      const block = row + columns[x]!;
      const opaque = rgba[at + 3]! / 255;
      for (let channel = 0; channel < 3; channel += 1) {
        means[block + channel]! += (255 - opaque * (255 - rgba[at + channel]!)) / BLOCK_AREA_PX;
      }
    }
  }
  return means;
}

/** The difference of two images in the block where they differ most: 0 to 255. */
export function greatestDifference(one: Blocks, other: Blocks): number {
  let greatest = one.length === other.length ? 0 : 255;
  for (const [at, mean] of one.entries()) {
    const difference = mean - (other[at] ?? 0);
    if (difference > greatest) greatest = difference;
    if (-difference > greatest) greatest = -difference;
  }
  return greatest;
}
