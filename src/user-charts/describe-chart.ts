import { isObject, type JsonObject, type JsonValue, objectOr } from './json.js';
import type { ChartShape } from './check-shape.js';

const TITLE_LENGTH = 200;
const DESCRIPTION_LENGTH = 500;
const MAX_DATASETS_SAID = 10;
const MAX_VALUES_SAID = 30;
const TEXT_LENGTH = 60;

const KIND: ReadonlyMap<string, string> = new Map([
  ['polarArea', 'Polar area'],
  ['bar', 'Bar'],
  ['line', 'Line'],
  ['pie', 'Pie'],
  ['doughnut', 'Doughnut'],
  ['radar', 'Radar'],
  ['scatter', 'Scatter'],
  ['bubble', 'Bubble'],
]);

/** What a chart is called: its own title, else its kind and the names of its datasets. */
export function titleOf({ type, data, options }: ChartShape): string {
  const own = words(objectOr(objectOr(options['plugins'])['title'])['text']);
  if (own !== '') return cut(own, TITLE_LENGTH);
  const names = data.datasets.slice(0, MAX_DATASETS_SAID).map((dataset) => words(dataset['label']));
  const said = names.filter((name) => name !== '').join(', ');
  return cut(said === '' ? kindOf(type) : `${kindOf(type)} of ${said}`, TITLE_LENGTH);
}

/** What a chart shows: its kind, its datasets and their values, as many as fit in a few lines. */
export function descriptionOf({ type, data }: ChartShape): string {
  const said = data.datasets.slice(0, MAX_DATASETS_SAID).map((dataset, index) => {
    const name = words(dataset['label']);
    const values = valuesOf(dataset, data.labels ?? []);
    const of = name !== '' ? name : data.datasets.length > 1 ? `Dataset ${index + 1}` : '';
    return of === '' ? values : `${of}: ${values}`;
  });
  return cut(`${kindOf(type)}: ${said.join('; ')}.`, DESCRIPTION_LENGTH);
}

function kindOf(type: string): string {
  return `${KIND.get(type) ?? 'Mixed'} chart`;
}

function valuesOf({ data }: JsonObject, labels: readonly JsonValue[]): string {
  const values = Object.entries(data as JsonValue[] | JsonObject).slice(0, MAX_VALUES_SAID);
  return values
    .map(([key, value], index) =>
      `${words(Array.isArray(data) ? labels[index] : key)} ${shownValue(value)}`.trim(),
    )
    .join(', ');
}

function shownValue(value: JsonValue): string {
  if (value === null) return 'none';
  if (Array.isArray(value)) return value.slice(0, 2).map(shownValue).join(' to ');
  if (!isObject(value)) return cut(String(value), TEXT_LENGTH);
  const { x, y, r } = value;
  const place = [x, y]
    .filter((part) => part !== undefined)
    .map((part) => (isObject(part) ? '' : shownValue(part)));
  return `(${place.join(', ')})${typeof r === 'number' ? ` size ${r}` : ''}`;
}

/** A text, or one of several lines, on one line. */
function words(text: JsonValue | undefined): string {
  if (typeof text === 'number') return String(text);
  if (Array.isArray(text)) {
    return text
      .slice(0, MAX_DATASETS_SAID)
      .map((line) => (Array.isArray(line) ? '' : words(line)))
      .join(' ');
  }
  return typeof text === 'string' ? cut(text.replace(/\s+/g, ' ').trim(), TEXT_LENGTH * 2) : '';
}

function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  // No half of a character of two code units.
  return `${text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
