const ELLIPSIS = '…';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The characters that people see, one by one: a letter with its accents is one. */
function* charactersOf(text: string): Generator<string> {
  for (const { segment } of graphemes.segment(text)) yield segment;
}

/**
 * An upper bound of a character's width, as a part of the font size.
 *
 * This room has no fonts to measure with, and a bound is what keeps text inside its picture. Rounded up from
 * the advance widths of Noto Sans and Noto Sans SC at their regular weights.
 */
function widthOf(character: string): number {
  if (/^[ fijlrtI.,:;'!/()[\]-]$/.test(character)) return 0.42;
  if (/^[mwMW@%]$/.test(character)) return 0.94;
  if (/^[A-Z&#]$/.test(character)) return 0.79;
  if (/^[ -~]$/.test(character)) return 0.62;
  if (/^[\p{Script=Han}\u3000-\u303f\uff00-\uff60]$/u.test(character)) return 1;
  return 1.35;
}

/**
 * Cuts a text to one line.
 *
 * @param maxWidth - the line's length as a multiple of the font size
 * @returns the text, or as much of its beginning as fits and an ellipsis
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
 * Breaks a text into lines, at spaces where it has them and within a word that is longer than a line.
 *
 * @param maxWidth - the lines' length as a multiple of the font size
 * @param maxLines - how many lines there may be; the last one ends with an ellipsis where text was left out
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

/** The words of a text; those longer than a line in pieces of a line's length. */
function* piecesOf(text: string, maxWidth: number): Generator<string> {
  for (const [word] of text.matchAll(/\S+/g)) {
    let piece = '';
    let width = 0;
    for (const character of charactersOf(word)) {
      width += widthOf(character);
      if (width > maxWidth) {
        yield piece;
        piece = '';
        width = widthOf(character);
      }
      piece += character;
    }
    yield piece;
  }
}
