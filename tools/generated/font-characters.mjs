import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';

const PRINT_WIDTH = 110;
const FILE = 'src/rendering/embedded/font-characters.ts';

/**
 * The table of characters that the renderer's fonts have.
 *
 * Read from the font files: fontsource's `unicode.json` lists the ranges that each subset is served for, which differ
 * (the Latin font has no glyph for 160 of the 387 code points), and does not list the largest Chinese subset.
 *
 * @param {readonly import('../../src/rendering/embedded/fonts.js').FontFile[]} fonts
 */
export function fontCharactersFile(fonts) {
  const families = new Map();
  for (const { family, path } of fonts) {
    const ranges = rangesOf(codePointsOf(readFileSync(path)));
    if ((families.get(family) ?? ranges) !== ranges) {
      throw new Error(`Expected all weights of "${family}" to have the same characters, but ${path} differs`);
    }
    families.set(family, ranges);
  }
  const lines = [...families].map(([family, ranges]) => property(`  '${family}':`, `'${ranges}',\n`));
  return {
    [FILE]:
      '/**\n * The code points that each family of `fonts.ts` has glyphs for: hexadecimal, as ranges with both ends included.\n' +
      ' *\n * Generated from the font files by `npm run generate`; do not edit.\n */\n' +
      `export const FONT_CHARACTERS: Readonly<Record<string, string>> = {\n${lines.join('')}};\n`,
  };
}

/** Formatted as by prettier: on a separate line where it does not fit next to the name. */
function property(name, value) {
  return name.length + value.length > PRINT_WIDTH ? `${name}\n    ${value}` : `${name} ${value}`;
}

function rangesOf(codePoints) {
  const ranges = [];
  for (const code of [...codePoints].sort((one, other) => one - other)) {
    if (ranges.at(-1)?.end === code - 1) ranges.at(-1).end = code;
    else ranges.push({ start: code, end: code });
  }
  const hex = (code) => code.toString(16);
  return ranges.map(({ start, end }) => (start === end ? hex(start) : `${hex(start)}-${hex(end)}`)).join(' ');
}

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
 * @throws Error when its table of characters is not in format 4, which fonts of the basic plane have
 * @see W3C, WOFF File Format 2.0 (2022), sections 4 and 5; OpenType 1.9, table "cmap", format 4
 */
function codePointsOf(file) {
  return cmapCodePoints(cmapTable(file));
}

/** Walks the directory, which lists the tables in the order of the compressed stream. */
function cmapTable(file) {
  const tables = file.readUInt16BE(12);
  const compressedBytes = file.readUInt32BE(20);
  let at = HEADER_BYTES;
  let offset = 0;
  let cmap;

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
    // Version 0 means "unchanged", except for the two outline tables, where it means "transformed".
    const transformed = tag === GLYF || tag === LOCA ? version !== 3 : version !== 0;
    const originalBytes = readUIntBase128();
    const storedBytes = transformed ? readUIntBase128() : originalBytes;
    if (tag === CMAP) cmap = { start: offset, end: offset + storedBytes };
    offset += storedBytes;
  }

  if (!cmap) throw new Error('Expected a font with a "cmap" table');
  return brotliDecompressSync(file.subarray(at, at + compressedBytes)).subarray(cmap.start, cmap.end);
}

function cmapCodePoints(cmap) {
  for (let record = 4; record < 4 + cmap.readUInt16BE(2) * 8; record += 8) {
    const subtable = cmap.subarray(cmap.readUInt32BE(record + 4));
    if (subtable.readUInt16BE(0) === 4) return format4CodePoints(subtable);
  }
  throw new Error('Expected a "cmap" table of format 4');
}

/** Segments of the basic plane; a code point may still map to glyph 0, which is "missing". */
function format4CodePoints(subtable) {
  const codePoints = new Set();
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
