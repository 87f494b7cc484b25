/** A line of an exposition that breaks its format. */
export class ExpositionError extends Error {
  constructor(
    sentence: string,
    /** Counted from 1. */
    readonly line: number,
  ) {
    super(`line ${line}: ${sentence}`);
    this.name = 'ExpositionError';
  }
}

const LONGEST_SHOWN = 40;

/** Takes a line apart from left to right and never looks back: its time grows with the line's length alone. */
export class LineScanner {
  private at = 0;

  constructor(
    private readonly text: string,
    private readonly line: number,
  ) {}

  get isAtEnd(): boolean {
    return this.at === this.text.length;
  }

  /**
   * Takes what matches here.
   *
   * @param pattern - sticky
   */
  take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text) ?? undefined;
    if (found !== undefined) this.at = pattern.lastIndex;
    return found;
  }

  /** @throws ExpositionError when nothing matches here; `what` says what was expected */
  need(pattern: RegExp, what: string): RegExpExecArray {
    return this.take(pattern) ?? this.fail(what);
  }

  fail(what: string): never {
    const rest = this.text.slice(this.at, this.at + LONGEST_SHOWN);
    const received = rest === '' ? 'the end of the line' : JSON.stringify(rest);
    throw new ExpositionError(
      `Expected ${what} at column ${this.at + 1} but received ${received}`,
      this.line,
    );
  }
}
