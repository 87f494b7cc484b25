/** A list of colours that fits a PNG, and where in it each of the original colours is found. */
interface NearestColors {
  readonly palette: Int32Array;
  readonly positions: Uint8Array;
}

const PALETTE_SIZE = 256;
/** How far a colour may move, of 255 in each of red, green, blue and alpha, and how much of the picture may. */
interface Tolerance {
  readonly error: number;
  readonly part: number;
}

// Nobody sees two steps anywhere, nor eight at the edges of letters and lines; but in a wide gradient eight are bands.
const TOLERANCES: readonly Tolerance[] = [
  { error: 2, part: 1 },
  { error: 4, part: 1 / 8 },
  { error: 8, part: 1 / 8 },
];

/**
 * Keeps the most frequent colours, and lets each of the others be a kept one that is near it.
 *
 * A colour moves once, to one that stays itself: no error adds to another.
 *
 * @param counts - how many pixels have each colour
 * @returns nothing when the colours lie too far from each other
 */
export function nearestColors(colors: Int32Array, counts: Int32Array): NearestColors | undefined {
  if (colors.length <= PALETTE_SIZE) return { palette: colors, positions: Uint8Array.from(colors.keys()) };
  const byCount = Uint16Array.from(colors.keys()).sort((one, other) => counts[other]! - counts[one]!);
  const pixels = colors.reduce((sum, _, number) => sum + counts[number]!, 0);
  for (const { error, part } of TOLERANCES) {
    const nearest = keepWithin(error, colors, byCount);
    if (nearest !== undefined && moved(nearest, colors, counts) <= pixels * part) return nearest;
  }
  return undefined;
}

/** How many pixels have another colour than they had. */
function moved({ palette, positions }: NearestColors, colors: Int32Array, counts: Int32Array): number {
  return colors.reduce(
    (sum, color, number) => (palette[positions[number]!] === color ? sum : sum + counts[number]!),
    0,
  );
}

function keepWithin(error: number, colors: Int32Array, byCount: Uint16Array): NearestColors | undefined {
  const palette = new Int32Array(PALETTE_SIZE);
  const positions = new Uint8Array(colors.length);
  let kept = 0;
  for (const number of byCount) {
    const color = colors[number]!;
    let position = 0;
    while (position < kept && !isNear(palette[position]!, color, error)) position += 1;
    if (position === PALETTE_SIZE) return undefined;
    if (position === kept) {
      palette[kept] = color;
      kept += 1;
    }
    positions[number] = position;
  }
  return { palette: palette.subarray(0, kept), positions };
}

function isNear(one: number, other: number, error: number): boolean {
  return (
    Math.abs((one & 0xff) - (other & 0xff)) <= error &&
    Math.abs(((one >>> 8) & 0xff) - ((other >>> 8) & 0xff)) <= error &&
    Math.abs(((one >>> 16) & 0xff) - ((other >>> 16) & 0xff)) <= error &&
    Math.abs((one >>> 24) - (other >>> 24)) <= error
  );
}
