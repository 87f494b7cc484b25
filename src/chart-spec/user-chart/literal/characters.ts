/** The characters that values begin and end with, by their codes. */
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
