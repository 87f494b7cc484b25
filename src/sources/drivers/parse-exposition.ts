import type { Sample } from '../metrics-source.port.js';

/** Where the two text formats of metrics differ for a parser of samples. All patterns are sticky. */
export interface TextDialect {
  readonly mediaType: string;
  /** Separates the parts of a sample. */
  readonly gap: RegExp;
  /** Opens the labels. */
  readonly opening: RegExp;
  /** Spaces that are allowed around the parts of the labels. */
  readonly padding: RegExp;
  /** The gap in front of a timestamp. */
  readonly beforeTimestamp: RegExp;
  readonly timestamp: RegExp;
  readonly types: ReadonlySet<string>;
  /** Allows empty lines, free comments, and a comma after the last label. */
  readonly isLax: boolean;
  /** The required last line. */
  readonly end: string | undefined;
}

/** @see https://prometheus.io/docs/instrumenting/exposition_formats/ (0.0.4) */
export const PROMETHEUS_TEXT: TextDialect = {
  mediaType: 'text/plain',
  gap: /[ \t]+/y,
  opening: /[ \t]*\{/y,
  padding: /[ \t]*/y,
  beforeTimestamp: /[ \t]+(?=[^ \t])/y,
  timestamp: /[+-]?\d+/y,
  types: new Set(['counter', 'gauge', 'histogram', 'summary', 'untyped']),
  isLax: true,
  end: undefined,
};

/** @see https://github.com/prometheus/OpenMetrics/blob/main/specification/OpenMetrics.md (1.0.0) */
export const OPENMETRICS: TextDialect = {
  mediaType: 'application/openmetrics-text',
  gap: / /y,
  opening: /\{/y,
  padding: /(?:)/y,
  beforeTimestamp: / (?!#)/y,
  timestamp: /[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y,
  types: new Set([
    'counter',
    'gauge',
    'histogram',
    'gaugehistogram',
    'stateset',
    'info',
    'summary',
    'unknown',
  ]),
  isLax: false,
  end: '# EOF',
};

/** A line of an exposition is invalid. */
export class ExpositionError extends Error {
  constructor(
    sentence: string,
    /** Starts at 1. */
    readonly line: number,
  ) {
    super(`line ${line}: ${sentence}`);
    this.name = 'ExpositionError';
  }
}

const MAX_QUOTED_LENGTH = 40;

/** Scans a line from left to right without backtracking, in time linear in its length. */
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
   * Consumes a match at the current position.
   *
   * @param pattern - sticky
   */
  take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text) ?? undefined;
    if (found !== undefined) this.at = pattern.lastIndex;
    return found;
  }

  /** @throws ExpositionError when nothing matches at the current position; `what` completes "Expected …" */
  expect(pattern: RegExp, what: string): RegExpExecArray {
    return this.take(pattern) ?? this.fail(what);
  }

  fail(what: string): never {
    const rest = this.text.slice(this.at, this.at + MAX_QUOTED_LENGTH);
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
 * Parses a line with one sample. Its timestamp and exemplar are validated and dropped.
 *
 * @throws ExpositionError when the line is invalid
 */
function parseSample(text: string, line: number, dialect: TextDialect): Sample {
  const scanner = new LineScanner(text, line);
  scanner.take(dialect.padding);
  const [name] = scanner.expect(METRIC_NAME, 'the name of a metric');
  const labels = scanner.take(dialect.opening) ? parseLabels(scanner, dialect) : undefined;
  scanner.expect(labels !== undefined && dialect.isLax ? dialect.padding : dialect.gap, 'a space');
  const value = parseNumber(scanner);
  if (scanner.take(dialect.beforeTimestamp)) scanner.expect(dialect.timestamp, 'a timestamp');
  if (!dialect.isLax && scanner.take(EXEMPLAR)) skipExemplar(scanner, dialect);
  scanner.take(dialect.padding);
  if (!scanner.isAtEnd) scanner.fail('the end of the line');
  return { name, labels: labels ?? {}, value: Number.isFinite(value) ? value : null };
}

/** Called after the opening brace of an exemplar's labels. */
function skipExemplar(scanner: LineScanner, dialect: TextDialect): void {
  parseLabels(scanner, dialect);
  scanner.expect(dialect.gap, 'a space');
  parseNumber(scanner);
  if (scanner.take(dialect.gap)) scanner.expect(dialect.timestamp, 'a timestamp');
}

/** Called after the opening brace. */
function parseLabels(scanner: LineScanner, dialect: TextDialect): Record<string, string> {
  const labels = new Map<string, string>();
  scanner.take(dialect.padding);
  if (scanner.take(CLOSING)) return {};
  for (;;) {
    const [name] = scanner.expect(LABEL_NAME, 'the name of a label');
    if (labels.has(name)) scanner.fail(`no duplicate label ${name}`);
    scanner.take(dialect.padding);
    scanner.expect(EQUALS, '=');
    scanner.take(dialect.padding);
    const [, escaped = ''] = scanner.expect(LABEL_VALUE, 'the value of a label in quotation marks');
    labels.set(name, unescape(escaped));
    scanner.take(dialect.padding);
    const more = scanner.take(COMMA) !== undefined;
    scanner.take(dialect.padding);
    // With fromEntries a label named __proto__ is an ordinary key.
    if ((!more || dialect.isLax) && scanner.take(CLOSING)) return Object.fromEntries(labels);
    if (!more) scanner.fail('a comma or }');
  }
}

function parseNumber(scanner: LineScanner): number {
  const [text] = scanner.expect(NUMBER, 'a number');
  if (/n/i.test(text)) return NaN;
  return Number(text);
}

function unescape(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(.)/g, (_, character: string) => (character === 'n' ? '\n' : character));
}

const MAX_LINE_LENGTH = 64 * 1024;
const MAX_SAMPLES = 50_000;

const DESCRIPTION = /^# (TYPE|HELP|UNIT) ([a-zA-Z_:][a-zA-Z0-9_:]*)(?: (.*))?$/;
const LAX_DESCRIPTION = /^[ \t]*#[ \t]+(TYPE|HELP)[ \t]+([a-zA-Z_:][a-zA-Z0-9_:]*)(?:[ \t]+(.*))?$/;

/** Samples in their order, and the types of the families that declare one. */
export interface Exposition {
  readonly samples: readonly Sample[];
  readonly types: ReadonlyMap<string, string>;
}

/**
 * Parses the body of a `/metrics` endpoint, line by line, in time linear in its length.
 *
 * @throws ExpositionError for the first invalid line
 */
export function parseExposition(text: string, dialect: TextDialect): Exposition {
  const samples: Sample[] = [];
  const types = new Map<string, string>();
  const seen = new Set<string>();
  let number = 0;
  let ended = false;
  for (const line of linesOf(text)) {
    number += 1;
    if (ended) throw new ExpositionError(`Expected nothing after ${dialect.end}`, number);
    if (line.length > MAX_LINE_LENGTH) {
      throw new ExpositionError(`Expected at most ${MAX_LINE_LENGTH} characters`, number);
    }
    if (line === dialect.end) ended = true;
    else if (/^[ \t]*(#|$)/.test(line)) addDescription(line);
    else addSample(line);
  }
  if (dialect.end !== undefined && !ended) {
    throw new ExpositionError(`Expected ${dialect.end} at the end`, number);
  }
  return { samples, types };

  function addSample(line: string): void {
    const sample = parseSample(line, number, dialect);
    if (samples.length === MAX_SAMPLES) {
      throw new ExpositionError(`Expected at most ${MAX_SAMPLES} samples`, number);
    }
    samples.push(sample);
    seen.add(sample.name);
  }

  function addDescription(line: string): void {
    const [, keyword, name = '', rest = ''] =
      (dialect.isLax ? LAX_DESCRIPTION : DESCRIPTION).exec(line) ?? [];
    if (keyword === undefined) {
      // In the Prometheus format any other line that starts with # is a comment.
      const isBroken = !dialect.isLax || /^[ \t]*#[ \t]+TYPE\b/.test(line);
      if (isBroken) throw new ExpositionError('Expected a sample, or # TYPE, # HELP or # UNIT', number);
      return;
    }
    if (keyword !== 'TYPE') return;
    const type = rest.trim();
    if (!dialect.types.has(type)) {
      const what = [...dialect.types].join(', ');
      throw new ExpositionError(`Expected the type of ${name} to be one of ${what}`, number);
    }
    if (types.has(name)) throw new ExpositionError(`Expected only one type of ${name}`, number);
    if (seen.has(name)) throw new ExpositionError(`Expected the type of ${name} before its samples`, number);
    types.set(name, type);
  }
}

/** Yields lines without copying the text; a final newline does not start another line. */
function* linesOf(text: string): Generator<string> {
  let start = 0;
  while (start < text.length) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    yield text.slice(start, end);
    start = end + 1;
  }
}
