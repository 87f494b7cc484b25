const ELLIPSIS = '…';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Characters as people see them: a letter with its accents is one. */
function* charactersOf(text: string): Generator<string> {
  for (const { segment } of graphemes.segment(text)) yield segment;
}

/** Signs and letters that are up to twice as wide as they are high: ligatures, long arrows, integrals, old scripts. */
const WIDE =
  /^[\u0500-\u058f\u1200-\u139f\u2150-\u218f\u222c-\u2233\u23e5\u26df\u27f0-\u27ff\u2900-\u2dff\ufb13-\ufefc\u{10000}-\u{10ffff}]/u;

/** Scripts of India and of South East Asia, whose vowels and joined consonants take space next to their letter. */
const COMPOUND =
  /^[\p{sc=Beng}\p{sc=Deva}\p{sc=Gujr}\p{sc=Guru}\p{sc=Khmr}\p{sc=Knda}\p{sc=Mlym}\p{sc=Mymr}\p{sc=Sinh}\p{sc=Taml}\p{sc=Telu}]/u;

const EMOJI = /^(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f)/u;

/**
 * An upper bound of the width of a character, as a multiple of the font size.
 *
 * This module has no fonts to measure with, and an upper bound keeps text inside its image. Rounded up from the
 * advance widths of our fonts at regular weight, which `scripts.spec.ts` compares.
 */
function widthOf(character: string): number {
  if (/^[ fijlrtI.,:;'!/()[\]-]$/.test(character)) return 0.42;
  if (/^[mwMW@%]$/.test(character)) return 0.94;
  if (/^[A-Z&#]$/.test(character)) return 0.79;
  if (/^[ -~]$/.test(character)) return 0.62;
  if (EMOJI.test(character)) return 1.4;
  if (
    /^[\p{sc=Han}\p{sc=Hang}\p{sc=Hira}\p{sc=Kana}\u3000-\u302f\u3031-\u303f\uff00-\uff60]/u.test(character)
  )
    return 1;
  if (COMPOUND.test(character)) return 1.25 * (1 + Array.from(character).length);
  // Arabic words and a whole sentence, each as one character.
  if (/^[\ufd3e-\ufdff]/.test(character)) return 9.8;
  return WIDE.test(character) ? 2 : 1.35;
}

/** An upper bound of the width of a line, as a multiple of the font size. */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of charactersOf(text)) width += widthOf(character);
  return width;
}

/**
 * Cuts a text to one line.
 *
 * @param maxWidth - width of the line as a multiple of the font size
 * @returns the text, or as much of it as fits with an ellipsis
 */
export function fitText(text: string, maxWidth: number): string {
  let fitting = '';
  let cut = '';
  let width = 0;
  for (const character of charactersOf(text)) {
    width += widthOf(character);
    if (width > maxWidth) return cut + ELLIPSIS;
    fitting += character;
    if (width + widthOf(ELLIPSIS) <= maxWidth) cut = fitting;
  }
  return text;
}

/**
 * Breaks a text into lines at spaces, and within words that are longer than a line.
 *
 * @param maxWidth - width of the lines as a multiple of the font size
 * @param maxLines - maximum number of lines; if text was left out, the last one ends with an ellipsis
 */
export function wrapText(text: string, maxWidth: number, maxLines: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of piecesOf(text, maxWidth)) {
    const longer = line === '' ? piece : `${line} ${piece}`;
    if (fitText(longer, maxWidth) === longer) {
      line = longer;
      continue;
    }
    if (lines.length === maxLines - 1) return [...lines, fitText(`${line}${ELLIPSIS}`, maxWidth)];
    lines.push(line);
    line = piece;
  }
  return line === '' ? lines : [...lines, line];
}

/** The words of a text, with those longer than a line broken into pieces. */
function* piecesOf(text: string, maxWidth: number): Generator<string> {
  for (const [word] of text.matchAll(/\S+/g)) {
    let piece = '';
    for (const unit of unitsOf(word, maxWidth)) {
      if (piece !== '' && textWidth(piece + unit) > maxWidth) {
        yield piece;
        piece = '';
      }
      piece += unit;
    }
    yield piece;
  }
}

/** Scripts without spaces between words. */
const UNSPACED = /[\p{sc=Khmr}\p{sc=Laoo}\p{sc=Mymr}\p{sc=Thai}]/u;

/** Punctuation of East Asia that does not begin a line. */
const CLOSING = /^[、。，．：；？！）」』】〉》〕]/u;

const words = new Intl.Segmenter('en', { granularity: 'word' });

/** The parts of a text without spaces between which a line can end: its characters, or its words in some scripts. */
function unitsOf(text: string, maxWidth: number): string[] {
  const parts = UNSPACED.test(text)
    ? Array.from(words.segment(text), ({ segment }) => segment)
    : [...charactersOf(text)];
  const units: string[] = [];
  for (const part of parts) {
    const longer = `${units.at(-1) ?? ''}${part}`;
    if (CLOSING.test(part) && textWidth(longer) <= maxWidth) units.splice(-1, 1, longer);
    else if (textWidth(part) <= maxWidth) units.push(part);
    else units.push(...charactersOf(part));
  }
  return units;
}
