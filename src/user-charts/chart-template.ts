import {
  type ChartLimits,
  ChartRefusal,
  type JsonObject,
  type JsonValue,
  checkJson,
  isObject,
  objectOr,
  shown,
} from './json.js';
import { readLiteral } from './literal/literal-reader.js';

/** Texts that replace parts of a chart, by the names of QuickChart's template parameters. */
export type TemplateValues = Readonly<Record<string, string>>;

/** The parameters of one dataset, with the number of the dataset from 1. */
const OF_DATASET = /^(data|label|backgroundColor|borderColor)([1-9]\d{0,3})$/;

/**
 * Whether a parameter of this name replaces a part of a chart.
 *
 * @see https://quickchart.io/documentation/usage/short-urls-and-templates/
 */
export function isTemplateName(name: string): boolean {
  return name === 'title' || name === 'labels' || OF_DATASET.test(name);
}

interface TemplateContext {
  readonly isV2: boolean;
  readonly limits: ChartLimits;
  /** Receives one sentence for each value that has no effect. */
  readonly warn: (sentence: string) => void;
}

/**
 * A chart with some of its parts replaced. What it is not yet known to be is not checked here.
 *
 * @throws ChartRefusal with the name of the value that cannot be used
 */
export function fillTemplate(
  chart: JsonValue | undefined,
  values: TemplateValues,
  context: TemplateContext,
): JsonValue | undefined {
  if (!isObject(chart)) return chart;
  const { title, labels, ...others } = values;
  const data = objectOr(chart['data']);
  const datasets = Array.isArray(data['datasets']) ? [...data['datasets']] : [];
  for (const [name, text] of Object.entries(others)) {
    const [, field = '', number = ''] = OF_DATASET.exec(name) ?? [];
    const dataset = datasets[Number(number) - 1];
    if (isObject(dataset))
      datasets[Number(number) - 1] = { ...dataset, [field]: partOf(field, name, text, context) };
    else context.warn(`${name} has no effect: the chart has ${countOf(datasets)}`);
  }
  const filled: JsonObject = { ...data, datasets };
  if (labels !== undefined) filled['labels'] = listOf('labels', labels, context.limits);
  if (title === undefined) return { ...chart, data: filled };
  return { ...chart, data: filled, options: withTitle(chart['options'], title, context) };
}

function countOf(datasets: readonly JsonValue[]): string {
  return datasets.length === 1 ? '1 dataset' : `${datasets.length} datasets`;
}

function partOf(field: string, name: string, text: string, { limits }: TemplateContext): JsonValue {
  if (field === 'label') return checked(name, text, limits);
  if (field === 'data') return pointsOf(name, text, limits);
  const colors = listOf(name, text, limits);
  return colors.length === 1 ? (colors[0] ?? null) : colors;
}

function withTitle(
  given: JsonValue | undefined,
  title: string,
  { isV2, limits }: TemplateContext,
): JsonObject {
  const text = checked('title', title, limits);
  const options = objectOr(given);
  if (isV2) return { ...options, title: { ...objectOr(options['title']), display: true, text } };
  const plugins = objectOr(options['plugins']);
  return {
    ...options,
    plugins: { ...plugins, title: { ...objectOr(plugins['title']), display: true, text } },
  };
}

const DATA = 'numbers, pairs (x,y) or objects, separated by commas';
// Each part ends at a comma or a parenthesis, so that no text takes long.
const PAIR = /\(([^(),]*),([^(),]*)\)/g;

/** The points in a text such as `1,2.5,,4`, `(1,2),(3,4)`, `{x:1,y:2}` or `[1,2,3]`. */
function pointsOf(name: string, text: string, limits: ChartLimits): JsonValue[] {
  const pairs = text.replace(PAIR, (_, x: string, y: string) => `{x:${coordinate(x)},y:${coordinate(y)}}`);
  const points = listIn(pairs, limits);
  if (points === undefined) throw refused(name, DATA, text);
  const wrong = points.find((point) => typeof point === 'string' || typeof point === 'boolean');
  if (wrong !== undefined) throw refused(name, DATA, text);
  return checked(name, points, limits);
}

function coordinate(text: string): string {
  const trimmed = text.trim();
  return /^-?[\d.]+(?:e[+-]?\d+)?$/i.test(trimmed) ? trimmed : JSON.stringify(trimmed);
}

/** The texts between commas; a JavaScript or JSON array can have commas within texts. */
function listOf(name: string, text: string, limits: ChartLimits): JsonValue[] {
  const isArray = /^\s*\[/.test(text);
  const list = isArray ? listIn(text, limits) : splitAtCommas(text);
  if (list === undefined) throw refused(name, 'texts separated by commas, or an array of texts', text);
  return checked(name, list, limits);
}

function listIn(text: string, limits: ChartLimits): JsonValue[] | undefined {
  let list;
  try {
    list = readLiteral(`[${text}]`, limits);
  } catch {
    return undefined;
  }
  if (!Array.isArray(list)) return undefined;
  const [first] = list;
  return list.length === 1 && Array.isArray(first) ? first : list;
}

/** Commas within parentheses belong to a colour such as `rgb(0, 0, 255)`. */
function splitAtCommas(text: string): string[] {
  const items: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index <= text.length; index++) {
    const character = text.charAt(index);
    if (character === '(') depth++;
    else if (character === ')') depth = Math.max(0, depth - 1);
    else if (index === text.length || (character === ',' && depth === 0)) {
      items.push(text.slice(start, index).trim());
      start = index + 1;
    }
  }
  return items;
}

function checked<Value extends JsonValue>(name: string, value: Value, limits: ChartLimits): Value {
  checkJson({ [name]: value }, limits);
  return value;
}

function refused(name: string, what: string, received: string): ChartRefusal {
  return new ChartRefusal(`Expected ${name} to be ${what} but received ${shown(received)}`, undefined, name);
}
