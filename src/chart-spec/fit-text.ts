const ELLIPSIS = '…';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Characters as people see them: a letter with its accents is one. */
function* charactersOf(text: string): Generator<string> {
  for (const { segment } of graphemes.segment(text)) yield segment;
}

/**
 * An upper bound of the width of a character, as a multiple of the font size.
 *
 * This module has no fonts to measure with, and an upper bound keeps text inside its image. Rounded up from the
 * advance widths of Noto Sans and Noto Sans SC at regular weight.
 */
function widthOf(character: string): number {
  if (/^[ fijlrtI.,:;'!/()[\]-]$/.test(character)) return 0.42;
  if (/^[mwMW@%]$/.test(character)) return 0.94;
  if (/^[A-Z&#]$/.test(character)) return 0.79;
  if (/^[ -~]$/.test(character)) return 0.62;
  if (/^[\p{Script=Han}\u3000-\u303f\uff00-\uff60]$/u.test(character)) return 1;
  return 1.35;
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
