import { openSync } from 'fontkit';

const PRINT_WIDTH = 110;
const FILE = 'src/rendering/embedded/font-characters.ts';

/**
 * The table of characters that the renderer's fonts have.
 *
 * Read from the font files: fontsource's `unicode.json` lists the ranges that each subset is served for, which differ
 * (the Latin font has no glyph for 160 of the 387 code points), and does not list the largest Chinese subset.
 *
 * @param {readonly import('../../src/rendering/embedded/text.js').FontFile[]} fonts
 */
export function fontCharactersFile(fonts) {
  const families = new Map();
  for (const { family, path } of fonts) {
    const ranges = rangesOf(codePointsOf(path));
    if ((families.get(family) ?? ranges) !== ranges) {
      throw new Error(`Expected all weights of "${family}" to have the same characters, but ${path} differs`);
    }
    families.set(family, ranges);
  }
  const lines = [...families].map(([family, ranges]) => property(`  '${family}':`, `'${ranges}',\n`));
  return {
    [FILE]:
      '/**\n * The code points that each family of `text.ts` has glyphs for: hexadecimal, as ranges with both ends included.\n' +
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
  for (const code of codePoints.toSorted((one, other) => one - other)) {
    if (ranges.at(-1)?.end === code - 1) ranges.at(-1).end = code;
    else ranges.push({ start: code, end: code });
  }
  const hex = (code) => code.toString(16);
  return ranges.map(({ start, end }) => (start === end ? hex(start) : `${hex(start)}-${hex(end)}`)).join(' ');
}

/** The code points that a font has glyphs for; glyph 0 means "missing". */
function codePointsOf(path) {
  const font = openSync(path);
  return font.characterSet.filter((code) => code !== 0xffff && font.glyphForCodePoint(code).id !== 0);
}
