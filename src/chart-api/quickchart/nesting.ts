const CLOSING: Readonly<Record<string, string>> = { '{': '}', '[': ']', '(': ')' };
// What can begin or end a text, a comment or a bracket.
const DELIMITERS = /["'`\\\n{}[\]()]|\/[/*]|\*\//g;

type Inside = 'quotes' | 'a comment' | 'brackets';

/**
 * Follows the quotes, comments and brackets of a specification that arrives in pieces, without reading it.
 *
 * It takes every specification for JavaScript without regular expressions, which is enough to see where one was cut.
 */
export class Nesting {
  private readonly brackets: string[] = [];
  private quote = '';
  private isAfterBackslash = false;
  private begun = false;

  /** What the text so far ends inside; undefined when everything that it opened is closed. */
  get inside(): Inside | undefined {
    if (this.quote === '*') return 'a comment';
    if (this.isInText) return 'quotes';
    return this.brackets.length > 0 ? 'brackets' : undefined;
  }

  /** Whether the text so far ends inside quotes. */
  get isInText(): boolean {
    return this.quote !== '' && this.quote !== '*' && this.quote !== '/';
  }

  /** Whether a bracket has been opened, and all are closed again. */
  get isComplete(): boolean {
    return this.begun && this.inside === undefined;
  }

  add(piece: string): void {
    let text = piece;
    if (this.isAfterBackslash && text !== '') {
      text = text.slice(1);
      this.isAfterBackslash = false;
    }
    DELIMITERS.lastIndex = 0;
    for (let match = DELIMITERS.exec(text); match !== null; match = DELIMITERS.exec(text)) {
      this.take(match[0]);
      if (!this.isAfterBackslash) continue;
      // The character after a backslash means nothing, and may be in the next piece.
      this.isAfterBackslash = DELIMITERS.lastIndex >= text.length;
      DELIMITERS.lastIndex += 1;
    }
  }

  private take(delimiter: string): void {
    if (this.quote === '*') {
      if (delimiter === '*/') this.quote = '';
    } else if (this.quote === '/') {
      if (delimiter === '\n') this.quote = '';
    } else if (this.isInText) {
      if (delimiter === this.quote) this.quote = '';
      else if (delimiter === '\\') this.isAfterBackslash = true;
    } else this.takeOutside(delimiter);
  }

  private takeOutside(delimiter: string): void {
    const closing = CLOSING[delimiter];
    if (closing !== undefined) {
      this.brackets.push(closing);
      this.begun = true;
    } else if (delimiter === this.brackets.at(-1)) this.brackets.pop();
    else if (delimiter === '//') this.quote = '/';
    else if (delimiter === '/*') this.quote = '*';
    else if (`"'\``.includes(delimiter)) this.quote = delimiter;
  }
}
