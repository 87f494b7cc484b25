import type { ChartRefusedError } from '../../rendering/rendering.errors.js';
import type { TemplateValues } from '../../user-charts/user-chart.js';
import { decodePercent, partOf, valuesIn, withSpaces } from './address-text.js';
import { type ChartFields, chartFieldsOf, isChartName } from './chart-request.schema.js';
import { Nesting } from './nesting.js';

/** One way to understand a request for a chart. */
export interface ChartReading {
  readonly fields: ChartFields;
  /** What the caller should know if the chart is drawn from this reading. */
  readonly warnings?: readonly string[];
  /** What the encoding of the address may have to do with a refusal of the specification; empty for nothing. */
  readonly hintFor?: (refusal: ChartRefusedError) => string;
  /** The parameters that replace parts of the chart of a short address. */
  readonly template?: TemplateValues;
}

/**
 * The readings of a query or a form, the most likely one first.
 *
 * An encoded one has a single reading. In an address that a person or a program wrote without encoding, `&` and `=` of
 * the specification look like those between parameters, and `+` like a space; a later reading counts only if the
 * earlier ones are no charts.
 *
 * @param text - as received, without a question mark
 * @throws InvalidInputError when both names of a field are present
 */
export function readingsOf(text: string): readonly ChartReading[] {
  const segments = text.split('&');
  const found = specificationIn(segments);
  if (found === undefined) return [{ fields: chartFieldsOf(valuesIn(segments)) }];
  const fields = chartFieldsOf({ ...valuesIn(found.others), chart: found.raw });
  return chartsIn(found.raw).map(({ chart, ...rest }) => ({ fields: { ...fields, chart }, ...rest }));
}

interface Found {
  /** As received, with the parts that an unencoded `&` separated from it. */
  readonly raw: string;
  /** The other parameters. */
  readonly others: readonly string[];
}

/** The specification in a query, if it is there once, and as text that is not base64. */
function specificationIn(segments: readonly string[]): Found | undefined {
  const index = segments.findIndex(isSpecification);
  const first = segments[index];
  if (first === undefined || segments.some(isBase64)) return undefined;
  const { raw } = partOf(first);
  const end = index + 1 + (isUnencoded(raw) ? countOfParts(raw, segments.slice(index + 1)) : 0);
  const others = segments.filter((_, at) => at < index || at >= end);
  if (others.some(isSpecification)) return undefined;
  return { raw: [raw, ...segments.slice(index + 1, end)].join('&'), others };
}

function isSpecification(segment: string): boolean {
  const { name, raw } = partOf(segment);
  return isChartName(name) && raw !== '';
}

function isBase64(segment: string): boolean {
  const { name, raw } = partOf(segment);
  return name === 'encoding' && /^base64/i.test(raw);
}

/** Encoders of form values and of components escape all of these, and every chart has some. */
function isUnencoded(raw: string): boolean {
  return /[:,{}[\]]/.test(raw);
}

/** How many of the parts after the first one complete it; 0 when it is complete, or none completes it. */
function countOfParts(first: string, further: readonly string[]): number {
  const nesting = new Nesting();
  nesting.add(withSpaces(first));
  if (nesting.inside === undefined) return 0;
  const last = further.findIndex((part) => {
    nesting.add(`&${withSpaces(part)}`);
    return nesting.isComplete;
  });
  return last + 1;
}

interface ChartText extends Omit<ChartReading, 'fields'> {
  readonly chart: string;
}

function chartsIn(raw: string): readonly ChartText[] {
  const spaced: ChartText = { chart: unescapedTwice(withSpaces(raw)), hintFor: hintOf(raw) };
  const unescaped = withoutEntities(spaced.chart);
  const further = unescaped === spaced.chart ? [] : [{ chart: unescaped }];
  const pluses = isUnencoded(raw) ? plusesIn(raw) : NO_PLUSES;
  if (!pluses.betweenValues) return [spaced, ...further];
  const warnings = pluses.inTexts ? [PLUS_IN_TEXTS] : [];
  return [{ chart: decodePercent(raw), warnings, hintFor: hintOf(raw) }, spaced, ...further];
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  apos: "'",
  gt: '>',
  lt: '<',
  quot: '"',
  '#34': '"',
  '#39': "'",
  '#x27': "'",
};

/** A chart whose address was escaped for HTML and used elsewhere: `{&quot;type&quot;: …}`. */
function withoutEntities(text: string): string {
  return text.replace(/&(\w{2,4}|#\w{2,3});/g, (entity, name: string) => ENTITIES[name] ?? entity);
}

/** A chart whose address was encoded twice: no specification begins with an encoded bracket. */
function unescapedTwice(text: string): string {
  return /^\s*%7b/i.test(text) ? decodePercent(text) : text;
}

const NO_PLUSES = { inTexts: false, betweenValues: false };
const PLUS_IN_TEXTS =
  'The + in the texts of the specification was read as a plus sign, because the address is not URL-encoded; write a space as %20 and + as %2B';

/** Where a specification has a plus sign that is not encoded. */
function plusesIn(raw: string): { inTexts: boolean; betweenValues: boolean } {
  const nesting = new Nesting();
  const found = { ...NO_PLUSES };
  const pieces = raw.split('+');
  for (const piece of pieces.slice(0, -1)) {
    nesting.add(decodePercent(piece));
    found[nesting.isInText ? 'inTexts' : 'betweenValues'] = true;
  }
  return found;
}

function hintOf(raw: string): (refusal: ChartRefusedError) => string {
  return ({ details }) => {
    const text = withSpaces(raw);
    const nesting = new Nesting();
    nesting.add(text);
    const { inside } = nesting;
    if (inside === undefined) return lostPlusHint(text, details);
    const why = isUnencoded(raw)
      ? 'is the address URL-encoded? Write & as %26, # as %23 and + as %2B'
      : 'is the address complete?';
    return `; the text ends inside ${inside}: ${why}`;
  };
}

/** A hint where two values have only spaces between them: a plus sign may have become one of these. */
function lostPlusHint(text: string, { line, column }: Readonly<Record<string, unknown>>): string {
  if (line !== 1 || typeof column !== 'number') return '';
  const before = text.slice(Math.max(0, column - 1 - LONGEST_GAP), column - 1);
  const isGap = /[\w$)\]'"`] +$/.test(before) && /[\w$'"`([]/.test(text.charAt(column - 1));
  return isGap ? '; a + in an address stands for a space: write %2B for a plus sign' : '';
}

const LONGEST_GAP = 20;
