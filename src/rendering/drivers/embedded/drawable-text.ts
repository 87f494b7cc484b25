import { readFileSync } from 'node:fs';
import { FONT_FILES } from './fonts.js';
import { woff2CodePoints } from './woff2-code-points.js';

const REPLACEMENT = '\ufffd';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

// Read with the first text that is not ASCII: unpacking the Chinese font takes longer than drawing a chart.
let coverage: readonly Set<number>[] | undefined;

/**
 * The text with U+FFFD for each character that our fonts lack.
 *
 * The canvas takes such characters from fonts installed on the machine, even where the system's fonts are
 * turned off, and the same chart would differ between machines.
 */
export function drawableText(text: string): string {
  if (/^[ -~]*$/.test(text)) return text;
  const characters = graphemes.segment(text.normalize('NFC'));
  return Array.from(characters, ({ segment }) => drawableCharacter(segment)).join('');
}

function drawableCharacter(character: string): string {
  const visible = character.replace(/\p{Default_Ignorable_Code_Point}/gu, '').replace(/\p{Cc}/gu, ' ');
  return isDrawable(visible) ? visible : REPLACEMENT;
}

/** Whether one font has all of a character: text is shaped font by font, accents with their letters. */
function isDrawable(character: string): boolean {
  coverage ??= FONT_FILES.map(({ path }) => woff2CodePoints(readFileSync(path)));
  const codePoints = Array.from(character, (part) => part.codePointAt(0) ?? 0);
  return coverage.some((covered) => codePoints.every((codePoint) => covered.has(codePoint)));
}
