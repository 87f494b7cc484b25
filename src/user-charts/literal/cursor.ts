import { ChartRefusal, shown } from '../json.js';

/** The refusal of code in place of data: what is read as data is tried as an expression then. */
export class CodeRefusal extends ChartRefusal {}

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
  refusal(sentence: string, position = this.position, hint = '', Refusal = ChartRefusal): ChartRefusal {
    let line = 1;
    let lineStart = 0;
    for (const end of this.text.slice(0, position).matchAll(LINE_END)) {
      line++;
      lineStart = end.index + end[0].length;
    }
    const place = { line, column: position - lineStart + 1 };
    return new Refusal(`${sentence} at line ${line}, column ${place.column}${hint}`, place);
  }
}

// When a text has code in place of data, the refusal names the kind of code.

const NAME = String.raw`[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]{0,60}`;
const SPACES = String.raw`\s{0,20}`;

const A_FUNCTION = 'a function';

/** A sticky pattern. The patterns here match a bounded number of characters, so that no text takes long. */
function sticky(pattern: string): RegExp {
  return new RegExp(pattern, 'uy');
}

const ARROW_FUNCTION = sticky(String.raw`\([^()]{0,200}\)${SPACES}=>`);

/** Kinds of code, the most specific first. */
const CODE_KINDS: readonly (readonly [RegExp, (found: string) => string])[] = [
  [sticky(String.raw`(?:function|async)\b`), () => A_FUNCTION],
  [ARROW_FUNCTION, () => A_FUNCTION],
  [sticky(`${NAME}${SPACES}=>`), () => A_FUNCTION],
  [sticky('=>'), () => A_FUNCTION],
  [sticky(String.raw`class\b`), () => 'a class'],
  [sticky(String.raw`import\b`), () => 'an import'],
  [
    sticky(String.raw`(?:typeof|void|delete|await|yield|in|instanceof)\b`),
    (found) => `the operator ${found}`,
  ],
  [
    sticky(String.raw`(?:if|for|while|do|switch|return|throw|try|var|let|const|with|debugger)\b`),
    (found) => `a statement, ${found}`,
  ],
  [sticky(String.raw`new\b${SPACES}${NAME}`), (found) => `a call to ${shown(found)}`],
  [sticky('(?:Infinity)\\b'), () => 'Infinity'],
  [sticky(String.raw`${NAME}${SPACES}\(`), (found) => `a call to ${shown(found.slice(0, -1).trim())}`],
  [
    sticky(String.raw`${NAME}${SPACES}\?{0,1}\.${SPACES}${NAME}`),
    (found) => `the member access ${shown(found)}`,
  ],
  [
    sticky(String.raw`${NAME}${SPACES}\[`),
    (found) => `a member access on ${shown(found.slice(0, -1).trim())}`,
  ],
  [sticky(NAME), (found) => `the variable ${shown(found)}`],
  [sticky(String.raw`\.\.\.`), () => 'a spread, "..."'],
  [sticky(String.raw`\?{0,1}\.`), () => 'a member access'],
  [sticky(String.raw`\(`), () => 'a call'],
  [sticky('`'), () => 'template code'],
  [sticky('/'), () => 'a regular expression or a division'],
  [sticky(String.raw`[-+*%=!~&|^<>?]{1,4}`), (found) => `the operator ${shown(found)}`],
];

/** Quotes of printed text, and of keyboards with full-width characters: editors and chats put them in place of `"`. */
const TYPOGRAPHIC_QUOTE = /[\u2018-\u201f\u00ab\u00bb\u2032\u2033\u2039\u203a\u300c-\u300f\uff02\uff07]/;
const TYPOGRAPHIC_QUOTES = 'typographic quotes';

/** Names what was found in place of data or its end: `a function`, `the variable "x"`. */
export function describeAt(text: string, position: number): string {
  if (position >= text.length) return 'the end of the text';
  if (TYPOGRAPHIC_QUOTE.test(text.charAt(position))) return TYPOGRAPHIC_QUOTES;
  for (const [pattern, name] of CODE_KINDS) {
    pattern.lastIndex = position;
    const [found] = pattern.exec(text) ?? [];
    if (found !== undefined) return name(found);
  }
  return shown(String.fromCodePoint(text.codePointAt(position) ?? 0));
}

/** Whether the parenthesis at the position opens the parameters of an arrow function. */
export function isArrowFunction(text: string, position: number): boolean {
  ARROW_FUNCTION.lastIndex = position;
  return ARROW_FUNCTION.test(text);
}

/** The refusal of code in place of data; `what` is the kind of code if the caller knows it. */
export function codeRefusal(
  cursor: Cursor,
  start: number,
  what = describeAt(cursor.text, start),
): ChartRefusal {
  if (what === TYPOGRAPHIC_QUOTES)
    return cursor.refusal(`Expected data but found ${what}`, start, `: use " or '`);
  return cursor.refusal(`Expected data but found ${what}`, start, '', CodeRefusal);
}
