import { brotliDecompressSync } from 'node:zlib';

const HEADER_BYTES = 48;
const CUSTOM_TAG = 63;
// Positions in WOFF2's list of known table tags.
const CMAP = 0;
const GLYF = 10;
const LOCA = 11;

/**
 * The code points that a font has glyphs for.
 *
 * @param file - a WOFF2 file
 * @throws Error when its table of characters is not of the form that fonts of the basic plane have
 * @see W3C, WOFF File Format 2.0 (2022), sections 4 and 5; OpenType 1.9, table "cmap", format 4
 */
export function woff2CodePoints(file: Buffer): Set<number> {
  return cmapCodePoints(cmapTable(file));
}

/** Walks the directory, whose order is that of the tables in the one compressed stream. */
function cmapTable(file: Buffer): Buffer {
  const tables = file.readUInt16BE(12);
  const compressedBytes = file.readUInt32BE(20);
  let at = HEADER_BYTES;
  let offset = 0;
  let cmap: { start: number; end: number } | undefined;

  const readUIntBase128 = () => {
    let value = 0;
    for (;;) {
      const byte = file.readUInt8(at++);
      value = value * 128 + (byte & 0x7f);
      if (byte < 0x80) return value;
    }
  };

  for (let table = 0; table < tables; table += 1) {
    const flags = file.readUInt8(at++);
    const tag = flags & 0x3f;
    if (tag === CUSTOM_TAG) at += 4;
    const version = flags >> 6;
    // Version 0 means "as it is", except for the two tables of outlines, where it means "transformed".
    const transformed = tag === GLYF || tag === LOCA ? version !== 3 : version !== 0;
    const originalBytes = readUIntBase128();
    const storedBytes = transformed ? readUIntBase128() : originalBytes;
    if (tag === CMAP) cmap = { start: offset, end: offset + storedBytes };
    offset += storedBytes;
  }

  if (!cmap) throw new Error('Expected a font with a "cmap" table');
  return brotliDecompressSync(file.subarray(at, at + compressedBytes)).subarray(cmap.start, cmap.end);
}

function cmapCodePoints(cmap: Buffer): Set<number> {
  for (let record = 4; record < 4 + cmap.readUInt16BE(2) * 8; record += 8) {
    const subtable = cmap.subarray(cmap.readUInt32BE(record + 4));
    if (subtable.readUInt16BE(0) === 4) return format4CodePoints(subtable);
  }
  throw new Error('Expected a "cmap" table of format 4');
}

/** Segments of the basic plane; a code point may still map to glyph 0, which is "missing". */
function format4CodePoints(subtable: Buffer): Set<number> {
  const codePoints = new Set<number>();
  const doubleSegments = subtable.readUInt16BE(6);
  const ends = 14;
  const starts = ends + doubleSegments + 2;
  const deltas = starts + doubleSegments;
  const rangeOffsets = deltas + doubleSegments;

  for (let segment = 0; segment < doubleSegments; segment += 2) {
    const start = subtable.readUInt16BE(starts + segment);
    const end = subtable.readUInt16BE(ends + segment);
    const delta = subtable.readUInt16BE(deltas + segment);
    const rangeOffset = subtable.readUInt16BE(rangeOffsets + segment);
    for (let code = start; code <= end && code !== 0xffff; code += 1) {
      const glyphAt = rangeOffsets + segment + rangeOffset + (code - start) * 2;
      const glyph = rangeOffset === 0 ? (code + delta) & 0xffff : subtable.readUInt16BE(glyphAt);
      if (glyph !== 0) codePoints.add(code);
    }
  }
  return codePoints;
}
