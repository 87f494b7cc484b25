import type { ChartShape } from './check-shape.js';
import { type JsonObject, type JsonValue, isObject, objectOr } from './json.js';

const MAX_TITLE_LENGTH = 200;
const MAX_DESCRIPTION_LENGTH = 500;
const MAX_DATASETS = 10;
const MAX_VALUES = 30;
const MAX_VALUE_LENGTH = 60;
const MAX_TEXT_LENGTH = 2 * MAX_VALUE_LENGTH;

const KINDS: ReadonlyMap<string, string> = new Map([
  ['polarArea', 'Polar area'],
  ['bar', 'Bar'],
  ['line', 'Line'],
  ['pie', 'Pie'],
  ['doughnut', 'Doughnut'],
  ['radar', 'Radar'],
  ['scatter', 'Scatter'],
  ['bubble', 'Bubble'],
]);

/** The title of a chart; without one, its kind and the labels of its datasets. */
export function titleOf({ type, data, options }: ChartShape): string {
  const title = oneLine(objectOr(objectOr(options['plugins'])['title'])['text']);
  if (title !== '') return cut(title, MAX_TITLE_LENGTH);
  const labels = data.datasets.slice(0, MAX_DATASETS).map((dataset) => oneLine(dataset['label']));
  const names = labels.filter((label) => label !== '').join(', ');
  return cut(names === '' ? kindOf(type) : `${kindOf(type)} of ${names}`, MAX_TITLE_LENGTH);
}

/** Describes a chart: its kind, its datasets and their values, as far as they fit in a few lines. */
export function descriptionOf({ type, data }: ChartShape): string {
  const descriptions = data.datasets.slice(0, MAX_DATASETS).map((dataset, index) => {
    const label = oneLine(dataset['label']);
    const values = listValues(dataset, data.labels ?? []);
    const name = label !== '' ? label : data.datasets.length > 1 ? `Dataset ${index + 1}` : '';
    return name === '' ? values : `${name}: ${values}`;
  });
  return cut(`${kindOf(type)}: ${descriptions.join('; ')}.`, MAX_DESCRIPTION_LENGTH);
}

function kindOf(type: string): string {
  return `${KINDS.get(type) ?? 'Mixed'} chart`;
}

function listValues({ data }: JsonObject, labels: readonly JsonValue[]): string {
  const values = Object.entries(data as JsonValue[] | JsonObject).slice(0, MAX_VALUES);
  return values
    .map(([key, value], index) =>
      `${oneLine(Array.isArray(data) ? labels[index] : key)} ${shownValue(value)}`.trim(),
    )
    .join(', ');
}

function shownValue(value: JsonValue): string {
  if (value === null) return 'none';
  if (Array.isArray(value)) return value.slice(0, 2).map(shownValue).join(' to ');
  if (!isObject(value)) return cut(String(value), MAX_VALUE_LENGTH);
  const { x, y, r } = value;
  const position = [x, y]
    .filter((part) => part !== undefined)
    .map((part) => (isObject(part) ? '' : shownValue(part)));
  return `(${position.join(', ')})${typeof r === 'number' ? ` size ${r}` : ''}`;
}

/** A text, which can be an array of lines, on one line. */
function oneLine(text: JsonValue | undefined): string {
  if (typeof text === 'number') return String(text);
  if (Array.isArray(text)) {
    return text
      .slice(0, MAX_DATASETS)
      .map((line) => (Array.isArray(line) ? '' : oneLine(line)))
      .join(' ');
  }
  return typeof text === 'string' ? cut(text.replace(/\s+/g, ' ').trim(), MAX_TEXT_LENGTH) : '';
}

function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  // Do not cut a surrogate pair in half.
  return `${text.slice(0, length - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
