import { ROUND_TYPES } from '../check-shape.js';
import { type JsonObject, type JsonValue, isObject, objectOr, shown } from '../json.js';
import { flagOf, numberOf } from '../../chart-spec/lenient.js';
import { parseColor } from './css-color.js';
import { BREWER } from './palettes/brewer.js';
import { OFFICE } from './palettes/office.js';
import { TABLEAU } from './palettes/tableau.js';

const DEFAULT_SCHEME = 'brewer.Paired12';
const DEFAULT_FILL_ALPHA = 0.5;

const SOURCES: ReadonlyMap<string, string> = new Map([
  ['brewer', BREWER],
  ['office', OFFICE],
  ['tableau', TABLEAU],
]);

/** Names of an earlier version of the plugin, whose parts are now spelled out: `brewer.SetThree12` was `brewer.Set3-12`. */
const OLD_NAME = /^(brewer\.\w+)([1-3])-(\d+)$/;
const NUMERALS = ['', 'One', 'Two', 'Three'];

/** The colours of a palette such as `office.Excel16`; undefined for an unknown name. */
export function paletteOf(name: string): string[] | undefined {
  const [, stem, digit, count] = OLD_NAME.exec(name) ?? [];
  const current = digit === undefined ? name : `${stem}${NUMERALS[Number(digit)]}${count}`;
  const [source = '', palette = ''] = (
    current === 'office.Office2007-2010-6' ? 'office.OfficeClassic6' : current
  ).split('.');
  if (!/^\w+$/.test(palette)) return undefined;
  const [, colors] =
    new RegExp(`^ *${palette}((?: [\\da-f]{6})+)$`, 'm').exec(SOURCES.get(source) ?? '') ?? [];
  return colors
    ?.trim()
    .split(' ')
    .map((color) => `#${color}`);
}

/** The names of all palettes, with their sources: `brewer.YlGn3`. */
export function paletteNames(): string[] {
  return [...SOURCES].flatMap(([source, text]) =>
    [...text.matchAll(/^ *(\w+) /gm)].map(([, name]) => `${source}.${name}`),
  );
}

/** The types whose points and borders have the colour, and whose areas have it with alpha. */
const LINE_TYPES: ReadonlySet<string> = new Set(['line', 'radar', 'scatter']);

/**
 * Gives datasets the colours of `options.plugins.colorschemes`, where they set none or `override` is on.
 *
 * @param warn - receives a sentence if there is no such palette
 * @see https://nagix.github.io/chartjs-plugin-colorschemes/
 */
export function withColorScheme(
  type: string,
  datasets: readonly JsonObject[],
  options: JsonObject,
  warn: (sentence: string) => void,
): JsonObject[] {
  const requested = objectOr(options['plugins'])['colorschemes'];
  if (!isObject(requested)) return [...datasets];
  const { scheme = DEFAULT_SCHEME, fillAlpha = null, reverse = false, override = false } = requested;
  const palette = Array.isArray(scheme) ? scheme : paletteOf(typeof scheme === 'string' ? scheme : '');
  if (palette === undefined || palette.length === 0) {
    warn(
      `options.plugins.colorschemes.scheme is not a palette of brewer, office or tableau: ${shown(scheme)}`,
    );
    return [...datasets];
  }
  const ordered = flagOf(reverse) ? [...palette].reverse() : palette;
  const colorAt = (index: number): JsonValue => ordered[index % ordered.length] ?? null;
  return datasets.map((dataset, index) => {
    const colors = colorsFor(
      typeof dataset['type'] === 'string' ? dataset['type'] : type,
      Object.keys(dataset['data'] ?? []).length,
      (part) => colorAt(part ?? index),
      numberOf(fillAlpha) ?? DEFAULT_FILL_ALPHA,
    );
    return flagOf(override) ? { ...dataset, ...colors } : { ...colors, ...dataset };
  });
}

/** @param colorOf - the colour of a part, or of the dataset */
function colorsFor(
  type: string,
  count: number,
  colorOf: (part?: number) => JsonValue,
  fillAlpha: number,
): JsonObject {
  if (ROUND_TYPES.has(type)) {
    return { backgroundColor: Array.from({ length: count }, (_, part) => colorOf(part)) };
  }
  const color = colorOf();
  if (!LINE_TYPES.has(type)) return { backgroundColor: color };
  const fill = translucent(color, fillAlpha);
  return { backgroundColor: fill, borderColor: color, pointBackgroundColor: fill, pointBorderColor: color };
}

function translucent(color: JsonValue, alpha: number): JsonValue {
  const rgba = typeof color === 'string' ? parseColor(color) : undefined;
  if (rgba === undefined) return color;
  const channels = [rgba.red, rgba.green, rgba.blue].map(Math.round).join(', ');
  return `rgba(${channels}, ${Math.min(1, Math.max(0, alpha))})`;
}
