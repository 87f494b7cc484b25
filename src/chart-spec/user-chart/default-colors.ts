import { OKABE_ITO } from '../theme.js';
import { ROUND_TYPES } from './chart-types.js';
import { isObject, type JsonObject, type JsonValue, objectOr } from './json.js';

/** Neighbours that differ in brightness too. */
const PALETTE: readonly string[] = [
  OKABE_ITO.blue,
  OKABE_ITO.orange,
  OKABE_ITO.bluishGreen,
  OKABE_ITO.vermillion,
  OKABE_ITO.skyBlue,
  OKABE_ITO.reddishPurple,
];

/** Half transparent, so that what lies behind an area shows. */
const HALF = '80';

/** Types whose colour is their surface; the others have a line, and a surface that is see-through. */
const SURFACES: ReadonlySet<string> = new Set(['bar', 'pie', 'doughnut']);

/**
 * The datasets with a colour of their own where the chart says nothing of colours: Chart.js would draw them grey.
 *
 * A dataset has one colour, and in a chart that is round each of its parts has one.
 */
export function withColors(type: string, datasets: readonly JsonObject[], options: JsonObject): JsonObject[] {
  if (saysColors(options) || Object.values(objectOr(options['elements'])).some(saysColors))
    return [...datasets];
  return datasets.map((dataset, index) => {
    if (saysColors(dataset) || saysColors(typeOptions(options, dataset['type'] ?? type))) return dataset;
    const own = typeof dataset['type'] === 'string' ? dataset['type'] : type;
    if (!ROUND_TYPES.has(own)) return { ...dataset, ...colorsOf(own, colorAt(index)) };
    const parts = Object.keys(dataset['data'] ?? []).map((_, part) => colorAt(part));
    return { ...dataset, backgroundColor: SURFACES.has(own) ? parts : parts.map((color) => color + HALF) };
  });
}

function colorsOf(type: string, color: string): JsonObject {
  if (SURFACES.has(type)) return { backgroundColor: color };
  return { borderColor: color, backgroundColor: color + HALF };
}

function colorAt(index: number): string {
  return PALETTE[index % PALETTE.length] as string;
}

function typeOptions(options: JsonObject, type: JsonValue): JsonObject {
  return typeof type === 'string' ? objectOr(objectOr(options['datasets'])[type]) : {};
}

function saysColors(value: JsonValue): boolean {
  return isObject(value) && (value['backgroundColor'] !== undefined || value['borderColor'] !== undefined);
}
