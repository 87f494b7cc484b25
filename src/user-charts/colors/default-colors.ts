import { OKABE_ITO } from '../../chart-spec/theme.js';
import { ROUND_TYPES } from '../check-shape.js';
import { type JsonObject, type JsonValue, isObject, objectOr } from '../json.js';
import { readableOn } from './readable-text.js';

/**
 * Adjacent colours, and each colour and the first one, differ for people with any kind of colour blindness: in a pie
 * of any number of parts, the last part touches the first one.
 *
 * The colours after those of Okabe and Ito were chosen by a search over the palettes of Paul Tol and others for the
 * largest distance (CIEDE2000) in the simulations that the tests use.
 */
export const PALETTE: readonly string[] = [
  OKABE_ITO.blue,
  OKABE_ITO.orange,
  OKABE_ITO.bluishGreen,
  OKABE_ITO.vermillion,
  OKABE_ITO.skyBlue,
  OKABE_ITO.reddishPurple,
  '#882255', // wine
  '#F0E442', // yellow
  '#332288', // indigo
  '#661100', // brown
  '#9FC5A1', // pale green
  '#5A5A00', // olive
];

/** For the last part of a pie whose colour in turn would be that of the first part, which it touches. */
const COLOR_BETWEEN_LAST_AND_FIRST = 7;

/** Alpha as two hex digits: what is behind an area stays visible. */
const HALF_TRANSPARENT = '80';

/** Types that are filled with a solid colour; the others have a line and a translucent area. */
const SOLID_TYPES: ReadonlySet<string> = new Set(['bar', 'pie', 'doughnut']);

/**
 * Colours for datasets of charts that set none, which Chart.js would render in grey.
 *
 * Each dataset has its own colour; in pies and the like each part has one.
 */
export function withColors(type: string, datasets: readonly JsonObject[], options: JsonObject): JsonObject[] {
  if (setsColors(options) || Object.values(objectOr(options['elements'])).some(setsColors))
    return [...datasets];
  return datasets.map((dataset, index) => {
    if (setsColors(dataset) || setsColors(typeOptions(options, dataset['type'] ?? type))) return dataset;
    const ownType = typeof dataset['type'] === 'string' ? dataset['type'] : type;
    if (!ROUND_TYPES.has(ownType)) return { ...dataset, ...colorsOf(ownType, colorAt(index)) };
    const parts = partColors(Object.keys(dataset['data'] ?? []).length);
    if (!SOLID_TYPES.has(ownType)) {
      return { ...dataset, backgroundColor: parts.map((color) => color + HALF_TRANSPARENT) };
    }
    return { ...dataset, backgroundColor: parts, ...labelsOn(parts, dataset, options) };
  });
}

/** Labels that can be read on the parts, where a chart has labels without their own colour, place or background. */
function labelsOn(parts: string[], { datalabels }: JsonObject, options: JsonObject): JsonObject {
  const common = objectOr(options['plugins'])['datalabels'];
  const own = datalabels ?? {};
  if (!isObject(common) || common['display'] === false || !isObject(own)) return {};
  const isStyled = ['color', 'backgroundColor', 'anchor', 'align', 'labels'].some((name) => {
    return common[name] !== undefined || own[name] !== undefined;
  });
  return isStyled ? {} : { datalabels: { ...own, color: readableOn(parts) } };
}

/** The colours of the parts of a pie. */
export function partColors(count: number): string[] {
  return Array.from({ length: count }, (_, part) => {
    const wouldTouchItself = part > 0 && part === count - 1 && part % PALETTE.length === 0;
    return colorAt(wouldTouchItself ? COLOR_BETWEEN_LAST_AND_FIRST : part);
  });
}

function colorsOf(type: string, color: string): JsonObject {
  if (SOLID_TYPES.has(type)) return { backgroundColor: color };
  return { borderColor: color, backgroundColor: color + HALF_TRANSPARENT };
}

export function colorAt(index: number): string {
  return PALETTE[index % PALETTE.length] as string;
}

function typeOptions(options: JsonObject, type: JsonValue): JsonObject {
  return typeof type === 'string' ? objectOr(objectOr(options['datasets'])[type]) : {};
}

function setsColors(value: JsonValue): boolean {
  return isObject(value) && (value['backgroundColor'] !== undefined || value['borderColor'] !== undefined);
}
