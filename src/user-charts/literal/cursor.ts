import { ChartRefusal } from '../json.js';

/** Codes of the characters that delimit values. */
export const CODE = {
  openBrace: 0x7b,
  closeBrace: 0x7d,
  openBracket: 0x5b,
  closeBracket: 0x5d,
  openParenthesis: 0x28,
  closeParenthesis: 0x29,
  comma: 0x2c,
  colon: 0x3a,
  semicolon: 0x3b,
  plus: 0x2b,
  minus: 0x2d,
  dot: 0x2e,
  doubleQuote: 0x22,
  singleQuote: 0x27,
  backtick: 0x60,
  backslash: 0x5c,
  dollar: 0x24,
  slash: 0x2f,
  star: 0x2a,
  tab: 0x09,
  lineFeed: 0x0a,
  carriageReturn: 0x0d,
  space: 0x20,
} as const;

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** White space other than the common characters, including line terminators. @see ECMA-262, 12.2 and 12.3 */
const RARE_SPACE = /[\v\f\u00a0\ufeff\u2028\u2029\p{Zs}]/u;
const LINE_END = /\r\n|[\n\r\u2028\u2029]/g;
const END_OF_LINE_COMMENT = /[\n\r\u2028\u2029]/g;

/** A position in a text that is read from start to end. */
export class Cursor {
  position = 0;

  constructor(readonly text: string) {}

  /** Code of the character at the position; NaN at the end. */
  get code(): number {
    return this.text.charCodeAt(this.position);
  }

  /** Skips spaces and comments. */
  skipSpaces(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.position);
      if (code === CODE.space || code === CODE.lineFeed || code === CODE.carriageReturn || code === CODE.tab)
        this.position++;
      else if (code === CODE.slash) {
        if (!this.skipComment()) return;
      } else if ((code < CODE.space || code > 0x7e) && RARE_SPACE.test(this.text.charAt(this.position))) {
        this.position++;
      } else return;
    }
  }

  private skipComment(): boolean {
    const second = this.text.charCodeAt(this.position + 1);
    if (second === CODE.slash) {
      END_OF_LINE_COMMENT.lastIndex = this.position;
      this.position = END_OF_LINE_COMMENT.exec(this.text)?.index ?? this.text.length;
      return true;
    }
    if (second !== CODE.star) return false;
    const end = this.text.indexOf('*/', this.position + 2);
    if (end < 0) throw this.refusal('Expected the end of the comment, "*/", but found none');
    this.position = end + 2;
    return true;
  }

  /** A refusal with its line and column, by default of the current position. */
  refusal(sentence: string, position = this.position, hint = ''): ChartRefusal {
    let line = 1;
    let lineStart = 0;
    for (const end of this.text.slice(0, position).matchAll(LINE_END)) {
      line++;
      lineStart = end.index + end[0].length;
    }
    const place = { line, column: position - lineStart + 1 };
    return new ChartRefusal(`${sentence} at line ${line}, column ${place.column}${hint}`, place);
  }
}
