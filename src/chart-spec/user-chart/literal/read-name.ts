import type { Cursor } from './cursor.js';

const RARE_START = /\p{ID_Start}/u;
const RARE_PART = /[\p{ID_Continue}\u200c\u200d]/u;

/**
 * Reads a name without quotes, and leaves the cursor behind it.
 *
 * @returns nothing but an empty text where no name stands
 * @see ECMA-262, 12.7; escapes in names are not read: nobody needs them but to hide a name
 */
export function readName(cursor: Cursor): string {
  const { text, position: start } = cursor;
  for (;;) {
    const { code } = cursor;
    if (isAsciiNamePart(code, cursor.position > start)) cursor.position++;
    else if (code > 0x7f) {
      const character = String.fromCodePoint(text.codePointAt(cursor.position) ?? 0);
      const pattern = cursor.position > start ? RARE_PART : RARE_START;
      if (!pattern.test(character)) break;
      cursor.position += character.length;
    } else break;
  }
  return text.slice(start, cursor.position);
}

function isAsciiNamePart(code: number, mayBeDigit: boolean): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    code === 0x5f ||
    code === 0x24 ||
    (mayBeDigit && code >= 0x30 && code <= 0x39)
  );
}
