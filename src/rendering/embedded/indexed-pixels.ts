import type { RawPicture } from '../picture-formats.js';

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

/** Rows of pixels cut into runs of one colour, in reading order; only good until the next picture is cut. */
interface ColorRuns {
  /** The colour of each run, as its place in `colors`. */
  readonly numbers: Uint16Array;
  /** Where each run ends: a position among all pixels of the picture. */
  readonly ends: Uint32Array;
  readonly colors: Int32Array;
  /** How many pixels each colour has. */
  readonly counts: Int32Array;
}

const MAX_COLORS = 4096;
// Four times the colours, so that few of them meet; a power of two, so that a mask finds a slot.
const SLOTS = 16_384;
const SLOT_SHIFT = 32 - 14;
// Knuth's multiplicative hash: 2^32 divided by the golden ratio, as a signed integer.
const GOLDEN = -1640531527;

// About what a chart of common size is cut into.
const FIRST_RUNS = 16_384;
const MOST_KEPT_RUNS = 1_048_576;

const slotColors = new Int32Array(SLOTS);
const slotNumbers = new Int16Array(SLOTS);
const colors = new Int32Array(MAX_COLORS);
const counts = new Int32Array(MAX_COLORS);

// Fresh memory costs more than all the work here: a picture finds the last one's, unless that was a large one.
let numbers = new Uint16Array(FIRST_RUNS);
let ends = new Uint32Array(FIRST_RUNS);

/**
 * Cuts the rows that are not repeated into runs of one colour, and numbers and counts the colours.
 *
 * @param values - the pixels, row by row
 * @param repeated - for each row, whether it equals the row above it
 * @returns nothing when there are too many colours
 */
function findRuns(values: Int32Array, repeated: readonly boolean[], width: number): ColorRuns | undefined {
  slotNumbers.fill(-1);
  counts.fill(0);
  forgetLarge();
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

/** Makes room for so many runs at least, and for as many again as there were. */
function grow(runs: number): void {
  const length = Math.max(runs, ends.length * 2);
  const [oldNumbers, oldEnds] = [numbers, ends];
  numbers = new Uint16Array(length);
  ends = new Uint32Array(length);
  numbers.set(oldNumbers);
  ends.set(oldEnds);
}

function forgetLarge(): void {
  if (ends.length <= MOST_KEPT_RUNS) return;
  numbers = new Uint16Array(FIRST_RUNS);
  ends = new Uint32Array(FIRST_RUNS);
}

/** Pixels as positions in a list of colours. */
export interface IndexedPixels {
  /** At most 256 colours, multiplied by alpha: red in the lowest byte, then green, blue and alpha. */
  readonly palette: Int32Array;
  /** A byte of PNG's filter type and a byte for each pixel, row by row; only good until the next call. */
  readonly rows: Uint8Array;
}

const FILTER_NONE = 0;
const FILTER_UP = 2;

// Longer ones are written faster by a call than one by one.
const LONG_RUN = 48;

// Fresh memory costs more than all the work here: a picture of the same size finds the last one's, if that is small.
const MOST_KEPT_BYTES = 4_194_304;
let keptRows = new Uint8Array(0);

/**
 * Finds the colours of a picture, and says each pixel by its colour's position.
 *
 * Charts have few colours: fills, lines, and some hundred shades at the edges of letters. Where these are more
 * than 256, the rarer ones become frequent ones that are so near that nobody can tell.
 *
 * @returns nothing when the picture has more colours than a list can stand for
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

function takeRows(length: number): Uint8Array {
  if (keptRows.length === length) return keptRows;
  const rows = new Uint8Array(length);
  if (length <= MOST_KEPT_BYTES) keptRows = rows;
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
    // A byte of filter stands before the pixels of each row up to this one.
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
