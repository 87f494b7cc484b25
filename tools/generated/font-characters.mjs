import { createRequire } from 'node:module';
import { openSync } from 'fontkit';

const FILE = 'src/rendering/embedded/fonts/font-characters.json';
const { resolve } = createRequire(import.meta.url);

/**
 * The code points that each family has glyphs for: hexadecimal, as ranges with both ends included.
 *
 * Read from the font files: fontsource's `unicode.json` lists the ranges that each subset is served for, which differ
 * (the Latin font has no glyph for 160 of the 387 code points), and does not list the largest Chinese subset.
 *
 * @param {readonly import('../../src/rendering/embedded/fonts/font-catalogue.js').FontFamily[]} families
 * @param {(family: object) => string[]} filesOf - the files of a family, one for each weight
 */
export function fontCharactersFile(families, filesOf) {
  const characters = families.map((family) => {
    const [ranges, ...others] = filesOf(family).map((file) =>
      rangesOf(codePointsOf(resolve(`@fontsource/${file}`))),
    );
    if (others.some((other) => other !== ranges)) {
      throw new Error(`Expected all weights of "${family.name}" to have the same characters`);
    }
    return [family.name, ranges];
  });
  return { [FILE]: `${JSON.stringify(Object.fromEntries(characters), undefined, 2)}\n` };
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
