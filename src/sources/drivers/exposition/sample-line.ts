import type { Sample } from '../../metrics-source.port.js';
import { LineScanner } from './line-scanner.js';
import type { TextDialect } from './text-dialects.js';

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
export function sampleIn(text: string, line: number, dialect: TextDialect): Sample {
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
