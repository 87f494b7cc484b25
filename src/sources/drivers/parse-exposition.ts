import type { Sample } from '../metrics-source.port.js';
import type { TextDialect } from './text-dialects.js';

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
class LineScanner {
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

const METRIC_NAME = /[a-zA-Z_:][a-zA-Z0-9_:]*/y;
const LABEL_NAME = /[a-zA-Z_][a-zA-Z0-9_]*/y;
const LABEL_VALUE = /"([^"\\]*(?:\\["\\n][^"\\]*)*)"/y;
const NUMBER = /[+-]?(?:(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?|inf(?:inity)?|nan)/iy;
const CLOSING = /\}/y;
const COMMA = /,/y;
const EQUALS = /=/y;
const EXEMPLAR = / # \{/y;

/**
 * Reads a line with one sample; its timestamp and its exemplar are checked and left out.
 *
 * @throws ExpositionError when it breaks the format
 */
function sampleIn(text: string, line: number, dialect: TextDialect): Sample {
  const scanner = new LineScanner(text, line);
  scanner.take(dialect.padding);
  const [name] = scanner.need(METRIC_NAME, 'the name of a metric');
  const labels = scanner.take(dialect.opening) ? labelsIn(scanner, dialect) : undefined;
  scanner.need(labels !== undefined && dialect.isLax ? dialect.padding : dialect.gap, 'a space');
  const value = numberIn(scanner);
  if (scanner.take(dialect.beforeTimestamp)) scanner.need(dialect.timestamp, 'a timestamp');
  if (!dialect.isLax && scanner.take(EXEMPLAR)) takeExemplar(scanner, dialect);
  scanner.take(dialect.padding);
  if (!scanner.isAtEnd) scanner.fail('the end of the line');
  return { name, labels: labels ?? {}, value: Number.isFinite(value) ? value : null };
}

/** What follows the opening brace of an exemplar's labels. */
function takeExemplar(scanner: LineScanner, dialect: TextDialect): void {
  labelsIn(scanner, dialect);
  scanner.need(dialect.gap, 'a space');
  numberIn(scanner);
  if (scanner.take(dialect.gap)) scanner.need(dialect.timestamp, 'a timestamp');
}

/** The labels behind an opening brace. */
function labelsIn(scanner: LineScanner, dialect: TextDialect): Record<string, string> {
  const labels = new Map<string, string>();
  scanner.take(dialect.padding);
  if (scanner.take(CLOSING)) return {};
  for (;;) {
    const [name] = scanner.need(LABEL_NAME, 'the name of a label');
    if (labels.has(name)) scanner.fail(`no second label ${name}`);
    scanner.take(dialect.padding);
    scanner.need(EQUALS, '=');
    scanner.take(dialect.padding);
    const [, escaped = ''] = scanner.need(LABEL_VALUE, 'the value of a label in quotation marks');
    labels.set(name, unescaped(escaped));
    scanner.take(dialect.padding);
    const more = scanner.take(COMMA) !== undefined;
    scanner.take(dialect.padding);
    // From entries, a label named __proto__ is a label.
    if ((!more || dialect.isLax) && scanner.take(CLOSING)) return Object.fromEntries(labels);
    if (!more) scanner.fail('a comma or }');
  }
}

function numberIn(scanner: LineScanner): number {
  const [text] = scanner.need(NUMBER, 'a number');
  if (/n/i.test(text)) return NaN;
  return Number(text);
}

function unescaped(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(.)/g, (_, character: string) => (character === 'n' ? '\n' : character));
}

const LONGEST_LINE = 64 * 1024;
const MOST_SAMPLES = 50_000;

const DESCRIPTION = /^# (TYPE|HELP|UNIT) ([a-zA-Z_:][a-zA-Z0-9_:]*)(?: (.*))?$/;
const LAX_DESCRIPTION = /^[ \t]*#[ \t]+(TYPE|HELP)[ \t]+([a-zA-Z_:][a-zA-Z0-9_:]*)(?:[ \t]+(.*))?$/;

/** What an address tells: samples in their order, and the type of each family that names one. */
export interface Exposition {
  readonly samples: readonly Sample[];
  readonly types: ReadonlyMap<string, string>;
}

/**
 * Reads the text of a `/metrics` address, line by line, in time that grows with its length alone.
 *
 * @throws ExpositionError naming the first line that breaks the format
 */
export function parseExposition(text: string, dialect: TextDialect): Exposition {
  const samples: Sample[] = [];
  const types = new Map<string, string>();
  const seen = new Set<string>();
  let number = 0;
  let ended = false;
  for (const line of linesOf(text)) {
    number += 1;
    if (ended) throw new ExpositionError(`Expected nothing behind ${dialect.end}`, number);
    if (line.length > LONGEST_LINE) {
      throw new ExpositionError(`Expected at most ${LONGEST_LINE} characters`, number);
    }
    if (line === dialect.end) ended = true;
    else if (/^[ \t]*(#|$)/.test(line)) describe(line);
    else takeSample(line);
  }
  if (dialect.end !== undefined && !ended) {
    throw new ExpositionError(`Expected ${dialect.end} at the end`, number);
  }
  return { samples, types };

  function takeSample(line: string): void {
    const sample = sampleIn(line, number, dialect);
    if (samples.length === MOST_SAMPLES) {
      throw new ExpositionError(`Expected at most ${MOST_SAMPLES} samples`, number);
    }
    samples.push(sample);
    seen.add(sample.name);
  }

  function describe(line: string): void {
    const [, keyword, name = '', words = ''] =
      (dialect.isLax ? LAX_DESCRIPTION : DESCRIPTION).exec(line) ?? [];
    if (keyword === undefined) {
      // In the older format whatever else begins with # is a comment.
      const isBroken = !dialect.isLax || /^[ \t]*#[ \t]+TYPE\b/.test(line);
      if (isBroken) throw new ExpositionError('Expected a sample, or # TYPE, # HELP or # UNIT', number);
      return;
    }
    if (keyword !== 'TYPE') return;
    const type = words.trim();
    if (!dialect.types.has(type)) {
      const what = [...dialect.types].join(', ');
      throw new ExpositionError(`Expected the type of ${name} to be one of ${what}`, number);
    }
    if (types.has(name)) throw new ExpositionError(`Expected no second type of ${name}`, number);
    if (seen.has(name)) throw new ExpositionError(`Expected the type of ${name} before its samples`, number);
    types.set(name, type);
  }
}

/** The lines of a text, one by one; the newline at its end begins no other. */
function* linesOf(text: string): Generator<string> {
  let start = 0;
  while (start < text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    yield text.slice(start, end);
    start = end + 1;
  }
}
