import { constants, crc32, deflateSync } from 'node:zlib';
import type { RawPicture } from '../picture-formats.js';
import type { IndexedPixels } from './indexed-pixels.js';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const BIT_DEPTH = 8;
const COLOR_TYPE_INDEXED = 3;
const OPAQUE = 255;

type Size = Pick<RawPicture, 'width' | 'height'>;

/**
 * Encodes pixels that are indices of a palette as a PNG file.
 *
 * @see W3C, Portable Network Graphics (PNG) Specification, third edition (2025), sections 5 and 11
 */
export function indexedPng({ palette, rows }: IndexedPixels, { width, height }: Size): Uint8Array {
  // Charts compress by their runs of one colour, and the strategy that searches for nothing else is twice as fast
  // as zlib's fastest level, with smaller files (docs/performance.md).
  const data = deflateSync(rows, { level: 1, strategy: constants.Z_RLE, memLevel: 9, chunkSize: 65_536 });
  return concatenated([
    SIGNATURE,
    ...chunk('IHDR', header(width, height)),
    ...chunk('PLTE', colorsOf(palette)),
    ...chunk('tRNS', alphasOf(palette)),
    ...chunk('IDAT', data),
    ...chunk('IEND', Buffer.alloc(0)),
  ]);
}

function header(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(13);
  bytes.writeUInt32BE(width, 0);
  bytes.writeUInt32BE(height, 4);
  bytes[8] = BIT_DEPTH;
  bytes[9] = COLOR_TYPE_INDEXED;
  return bytes;
}

function colorsOf(palette: Int32Array): Buffer {
  const bytes = Buffer.alloc(palette.length * 3);
  palette.forEach((color, position) => {
    for (let channel = 0; channel < 3; channel += 1) {
      bytes[position * 3 + channel] = unmultiplied((color >>> (channel * 8)) & 0xff, color >>> 24);
    }
  });
  return bytes;
}

/** A channel as it was before it was multiplied by alpha. */
function unmultiplied(channel: number, alpha: number): number {
  return alpha === 0 ? 0 : Math.min(255, Math.round((channel * 255) / alpha));
}

/** Alpha of the colours up to the last one that is not opaque; PNG takes the rest as opaque. */
function alphasOf(palette: Int32Array): Buffer {
  const alphas = Buffer.from(palette.map((color) => color >>> 24));
  let end = alphas.length;
  while (end > 0 && alphas[end - 1] === OPAQUE) end -= 1;
  return alphas.subarray(0, end);
}

/** Length, type, data and checksum; nothing where there is no data. */
function chunk(type: string, data: Buffer): Buffer[] {
  if (data.length === 0 && type !== 'IEND') return [];
  const name = Buffer.from(type, 'latin1');
  return [uint32(data.length), name, data, uint32(crc32(data, crc32(name)))];
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** One array with separate memory, which can be transferred to another thread as a whole. */
function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
