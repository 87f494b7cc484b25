import type { RawPicture } from '../raster.js';
import { type ColorRuns, findRuns } from './color-runs.js';
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
