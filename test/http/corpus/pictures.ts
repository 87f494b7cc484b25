import type { Pixels } from '../../../src/rendering/testing/pixels.js';
import type { Part } from './corpus-chart.js';

type Rgba = readonly [red: number, green: number, blue: number, alpha: number];

/** The number of matching pixels in a part. */
function countPixels(pixels: Pixels, part: Part, matches: (...pixel: Rgba) => boolean): number {
  let count = 0;
  const { rgba, width } = pixels;
  const { left, top, right, bottom } = edgesOf(pixels, part);
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) {
      const at = (y * width + x) * 4;
      if (matches(rgba[at]!, rgba[at + 1]!, rgba[at + 2]!, rgba[at + 3]!)) count += 1;
    }
  }
  return count;
}

// A PNG with 256 colours has the nearest ones, which people cannot distinguish.
const NEAR = 6;

/** The percentage of opaque pixels of a colour in a part. */
export function percentOf(pixels: Pixels, part: Part, color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  const count = countPixels(pixels, part, (r, g, b, alpha) => {
    return isNear(r, red) && isNear(g, green) && isNear(b, blue) && alpha === 255;
  });
  const { left, top, right, bottom } = edgesOf(pixels, part);
  return (100 * count) / ((right - left) * (bottom - top));
}

/** The number of dark grey pixels, which are text: bars and lines of the corpus have colours. */
export function countText(pixels: Pixels, part: Part): number {
  return countPixels(pixels, part, (red, green, blue, alpha) => {
    // Without `Math`, which is slow in Jest.
    const isGrey = isNear(red, green) && isNear(green, blue) && isNear(red, blue);
    return alpha > 128 && isGrey && red < 144;
  });
}

/** The percentage of pixels that are neither transparent nor white. */
export function inkPercent(pixels: Pixels): number {
  const inked = countPixels(pixels, [0, 0, 1, 1], (red, green, blue, alpha) => {
    return alpha > 0 && red + green + blue < 3 * 255;
  });
  return (100 * inked) / (pixels.width * pixels.height);
}

export function countColors({ rgba }: Pixels): number {
  const colors = new Set<number>();
  for (let at = 0; at < rgba.length; at += 4) {
    colors.add(((rgba[at]! * 256 + rgba[at + 1]!) * 256 + rgba[at + 2]!) * 256 + rgba[at + 3]!);
  }
  return colors.size;
}

function isNear(one: number, other: number): boolean {
  return one - other <= NEAR && other - one <= NEAR;
}

function edgesOf({ width, height }: Pixels, [left, top, right, bottom]: Part) {
  return {
    left: Math.round(left * width),
    top: Math.round(top * height),
    right: Math.round(right * width),
    bottom: Math.round(bottom * height),
  };
}
