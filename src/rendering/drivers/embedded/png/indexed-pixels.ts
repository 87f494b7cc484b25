import type { RawPicture } from '../raster.js';
import { nearestColors } from './nearest-colors.js';

/** Pixels as positions in a list of colours. */
export interface IndexedPixels {
  /** At most 256 colours, multiplied by alpha: red in the lowest byte, then green, blue and alpha. */
  readonly palette: Int32Array;
  /** A byte of PNG's filter type and a byte for each pixel, row by row; only good until the next call. */
  readonly rows: Uint8Array;
}

const FILTER_NONE = 0;
const FILTER_UP = 2;

const MAX_COLORS = 4096;
// Four times the colours, so that few of them meet; a power of two, so that a mask finds a slot.
const SLOTS = 16_384;
const SLOT_SHIFT = 32 - 14;
// Knuth's multiplicative hash: 2^32 divided by the golden ratio, as a signed integer.
const GOLDEN = -1640531527;

// Shorter ones are written faster one by one than by a call.
const LONG_RUN = 48;

const slotColors = new Int32Array(SLOTS);
const slotNumbers = new Int16Array(SLOTS);
const colors = new Int32Array(MAX_COLORS);
const counts = new Int32Array(MAX_COLORS);

// Fresh memory costs more than all the work here: a picture of the same size finds the last one's.
let runNumbers = new Uint16Array(0);
let runEnds = new Uint32Array(0);
let rows = new Uint8Array(0);

/**
 * Finds the colours of a picture, and says each pixel by its colour's position.
 *
 * Charts have few colours: fills, lines, and some hundred shades at the edges of letters. Where these are more
 * than 256, the rarer ones become frequent ones that are so near that nobody can tell.
 *
 * @returns nothing when the picture has more colours than a list can stand for
 */
export function indexedPixels({ pixels, width, height }: RawPicture): IndexedPixels | undefined {
  const area = width * height;
  if (runEnds.length !== area || rows.length !== area + height) {
    runNumbers = new Uint16Array(area);
    runEnds = new Uint32Array(area);
    rows = new Uint8Array(area + height);
  }
  const repeated = repeatedRows(pixels, width, height);
  const found = findRuns(new Int32Array(pixels.buffer, pixels.byteOffset, area), repeated, width);
  if (found === undefined) return undefined;
  const nearest = nearestColors(colors.subarray(0, found), counts);
  if (nearest === undefined) return undefined;
  writeRows(nearest.positions, repeated, width);
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

/**
 * Cuts the rows that are not repeated into runs of one colour, and numbers and counts the colours.
 *
 * @returns how many colours there are, unless there are too many
 */
function findRuns(values: Int32Array, repeated: readonly boolean[], width: number): number | undefined {
  slotNumbers.fill(-1);
  counts.fill(0);
  let found = 0;
  let run = 0;
  for (let y = 0; y < repeated.length; y += 1) {
    if (repeated[y]) continue;
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
      runNumbers[run] = number;
      runEnds[run] = at;
      counts[number]! += at - start;
      run += 1;
    }
  }
  return found;
}

function writeRows(positions: Uint8Array, repeated: readonly boolean[], width: number): void {
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
      const position = positions[runNumbers[run]!]!;
      const runEnd = runEnds[run]! + shift;
      if (runEnd - at > LONG_RUN) rows.fill(position, at, runEnd);
      else for (let pixel = at; pixel < runEnd; pixel += 1) rows[pixel] = position;
      at = runEnd;
      run += 1;
    }
  }
}
