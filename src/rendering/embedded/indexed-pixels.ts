import type { RawPicture } from '../picture-formats.js';

/** Pixels as indices of a palette. */
export interface IndexedPixels {
  /** At most 256 colours, multiplied by alpha: red in the lowest byte, then green, blue and alpha. */
  readonly palette: Int32Array;
  /** A byte for PNG's filter type, then a byte for each pixel, row by row; valid until the next call. */
  readonly rows: Uint8Array;
}

/**
 * Converts a picture to a palette and an index for each pixel.
 *
 * Charts have few colours: fills, lines, and some hundred shades at the edges of letters. Where these are more
 * than 256, frequent colours replace the rarer ones, near enough that the difference is invisible.
 *
 * @returns undefined when a palette cannot represent the picture's colours
 */
export function indexedPixels({ pixels, width, height }: RawPicture): IndexedPixels | undefined {
  const repeated = repeatedRows(pixels, width, height);
  const values = new Int32Array(pixels.buffer, pixels.byteOffset, width * height);
  const runs = findRuns(values, repeated, width);
  if (runs === undefined) return undefined;
  const nearest = nearestColors(runs.colors, runs.counts);
  if (nearest === undefined) return undefined;
  const rows = takeRows((width + 1) * height);
  writeRows(rows, runs, nearest.positions, repeated, width);
  return { palette: nearest.palette, rows };
}

/** For each row, whether it equals the row above it; most rows of a chart do. */
function repeatedRows(pixels: Buffer, width: number, height: number): boolean[] {
  const stride = width * 4;
  return Array.from({ length: height }, (_, y) => {
    const at = y * stride;
    return y > 0 && pixels.compare(pixels, at, at + stride, at - stride, at) === 0;
  });
}

/** Rows of pixels as runs of one colour, in reading order; valid until the next call of `findRuns`. */
interface ColorRuns {
  /** The colour of each run, as an index of `colors`. */
  readonly numbers: Uint16Array;
  /** Where each run ends, as an index of the picture's pixels. */
  readonly ends: Uint32Array;
  readonly colors: Int32Array;
  /** The number of pixels of each colour. */
  readonly counts: Int32Array;
}

const MAX_COLORS = 4096;
// Four times the colours, so that few of them collide; a power of two, so that a mask gives a slot.
const SLOTS = 16_384;
const SLOT_SHIFT = 32 - 14;
// Knuth's multiplicative hash: 2^32 divided by the golden ratio, as a signed integer.
const GOLDEN = -1640531527;

// About the number of runs in a chart of common size.
const INITIAL_RUNS = 16_384;
const MAX_KEPT_RUNS = 1_048_576;

const slotColors = new Int32Array(SLOTS);
const slotNumbers = new Int16Array(SLOTS);
const colors = new Int32Array(MAX_COLORS);
const counts = new Int32Array(MAX_COLORS);

// Fresh memory costs more than all the work here, so the arrays are reused, except after a large picture.
let numbers = new Uint16Array(INITIAL_RUNS);
let ends = new Uint32Array(INITIAL_RUNS);

/**
 * Splits the rows that are not repeated into runs of one colour, and numbers and counts the colours.
 *
 * @param values - the pixels, row by row
 * @param repeated - for each row, whether it equals the row above it
 * @returns undefined when there are too many colours
 */
function findRuns(values: Int32Array, repeated: readonly boolean[], width: number): ColorRuns | undefined {
  slotNumbers.fill(-1);
  counts.fill(0);
  releaseLargeArrays();
  let found = 0;
  let run = 0;
  for (let y = 0; y < repeated.length; y += 1) {
    if (repeated[y]) continue;
    if (ends.length - run < width) grow(run + width);
    const end = (y + 1) * width;
    let at = y * width;
    while (at < end) {
      const color = values[at]!;
      let slot = Math.imul(color, GOLDEN) >>> SLOT_SHIFT;
      while (slotNumbers[slot]! >= 0 && slotColors[slot] !== color) slot = (slot + 1) & (SLOTS - 1);
      let number = slotNumbers[slot]!;
      if (number < 0) {
        if (found === MAX_COLORS) return undefined;
        number = found;
        found += 1;
        slotNumbers[slot] = number;
        slotColors[slot] = color;
        colors[number] = color;
      }
      const start = at;
      do at += 1;
      while (at < end && values[at] === color);
      numbers[run] = number;
      ends[run] = at;
      counts[number]! += at - start;
      run += 1;
    }
  }
  return { numbers, ends, colors: colors.subarray(0, found), counts };
}

/** Grows the arrays to at least so many runs, and to at least twice their size. */
function grow(runs: number): void {
  const length = Math.max(runs, ends.length * 2);
  const [oldNumbers, oldEnds] = [numbers, ends];
  numbers = new Uint16Array(length);
  ends = new Uint32Array(length);
  numbers.set(oldNumbers);
  ends.set(oldEnds);
}

function releaseLargeArrays(): void {
  if (ends.length <= MAX_KEPT_RUNS) return;
  numbers = new Uint16Array(INITIAL_RUNS);
  ends = new Uint32Array(INITIAL_RUNS);
}

/** A palette that fits a PNG, and the palette index of each original colour. */
interface NearestColors {
  readonly palette: Int32Array;
  readonly positions: Uint8Array;
}

const PALETTE_SIZE = 256;

/** How much a colour may change, of 255 in each of red, green, blue and alpha, and which part of the picture may. */
interface Tolerance {
  readonly error: number;
  readonly part: number;
}

// Two steps are invisible everywhere, and eight at the edges of letters and lines; but in a wide gradient eight are
// visible bands.
const TOLERANCES: readonly Tolerance[] = [
  { error: 2, part: 1 },
  { error: 4, part: 1 / 8 },
  { error: 8, part: 1 / 8 },
];

/**
 * Keeps the most frequent colours, and replaces each of the others by a kept one that is near it.
 *
 * A colour is replaced once, by one that is unchanged: errors do not add up.
 *
 * @param counts - how many pixels have each colour
 * @returns undefined when the colours are too far apart
 */
function nearestColors(colors: Int32Array, counts: Int32Array): NearestColors | undefined {
  if (colors.length <= PALETTE_SIZE) return { palette: colors, positions: Uint8Array.from(colors.keys()) };
  const byCount = Uint16Array.from(colors.keys()).sort((one, other) => counts[other]! - counts[one]!);
  const pixels = colors.reduce((sum, _, number) => sum + counts[number]!, 0);
  for (const { error, part } of TOLERANCES) {
    const nearest = keepWithin(error, colors, byCount);
    if (nearest !== undefined && changedPixels(nearest, colors, counts) <= pixels * part) return nearest;
  }
  return undefined;
}

/** How many pixels have a different colour than before. */
function changedPixels(
  { palette, positions }: NearestColors,
  colors: Int32Array,
  counts: Int32Array,
): number {
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

const FILTER_NONE = 0;
const FILTER_UP = 2;

// Longer runs are written faster by `fill` than pixel by pixel.
const LONG_RUN = 48;

// Fresh memory costs more than all the work here, so pictures of the same size reuse it, unless it is large.
const MAX_KEPT_BYTES = 4_194_304;
let keptRows = new Uint8Array(0);

function takeRows(length: number): Uint8Array {
  if (keptRows.length === length) return keptRows;
  const rows = new Uint8Array(length);
  if (length <= MAX_KEPT_BYTES) keptRows = rows;
  return rows;
}

function writeRows(
  rows: Uint8Array,
  { numbers, ends }: ColorRuns,
  positions: Uint8Array,
  repeated: readonly boolean[],
  width: number,
): void {
  let run = 0;
  for (let y = 0; y < repeated.length; y += 1) {
    const first = y * (width + 1);
    const end = first + width + 1;
    rows[first] = repeated[y] ? FILTER_UP : FILTER_NONE;
    if (repeated[y]) {
      rows.fill(0, first + 1, end);
      continue;
    }
    // Each row up to this one begins with a filter byte.
    const shift = y + 1;
    let at = first + 1;
    while (at < end) {
      const position = positions[numbers[run]!]!;
      const runEnd = ends[run]! + shift;
      if (runEnd - at > LONG_RUN) rows.fill(position, at, runEnd);
      else for (let pixel = at; pixel < runEnd; pixel += 1) rows[pixel] = position;
      at = runEnd;
      run += 1;
    }
  }
}
