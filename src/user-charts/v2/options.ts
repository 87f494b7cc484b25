import { type JsonObject, type JsonValue, isObject, objectOr, words } from '../json.js';
import { flagOf, numberOf } from '../../chart-spec/lenient.js';
import { QUICKCHART_PLUGINS } from '../quickchart/plugin-options.js';

type PathValues = readonly (readonly [path: string, value: JsonValue])[];

/** The new path of a property, or a function that turns its value into new paths and values. */
export type NewPath = string | ((value: JsonValue) => PathValues);

/** Paths of properties in Chart.js 2, and their paths in Chart.js 4. */
export type PathMap = ReadonlyMap<string, NewPath>;

/** What the parts of a translation share. */
export interface Translation {
  /** Reports the path of an option that has no equivalent in Chart.js 4. */
  readonly reportUntranslated: (path: string) => void;
  /** The new id of an axis; unknown ids are unchanged. */
  readonly axisId: (id: string) => string;
}

/**
 * Copies properties to their new paths.
 *
 * @param reportUnmapped - receives the path of each property that is not in the map: nothing is dropped silently
 */
export function mapPaths(
  from: JsonObject,
  to: JsonObject,
  paths: PathMap,
  reportUnmapped: (path: string) => void,
  parentPath = '',
): void {
  for (const [name, value] of Object.entries(from)) {
    const path = parentPath === '' ? name : `${parentPath}.${name}`;
    const newPath = paths.get(path);
    if (typeof newPath === 'string') setAt(to, newPath, value);
    else if (newPath !== undefined) for (const [target, mapped] of newPath(value)) setAt(to, target, mapped);
    else if (isObject(value) && hasPathsUnder(paths, path)) mapPaths(value, to, paths, reportUnmapped, path);
    else reportUnmapped(path);
  }
}

function hasPathsUnder(paths: PathMap, path: string): boolean {
  for (const known of paths.keys()) if (known.startsWith(`${path}.`)) return true;
  return false;
}

/** Sets the value at a path; if the old and the new value are objects, they are merged. */
export function setAt(target: JsonObject, path: string, value: JsonValue): void {
  const names = path.split('.');
  const last = names.pop() ?? '';
  let holder = target;
  for (const name of names) {
    const next = holder[name];
    holder = isObject(next) ? next : (holder[name] = {});
  }
  const before = holder[last];
  holder[last] = isObject(before) && isObject(value) ? { ...before, ...value } : value;
}

/** Properties under a path that keep their names: from `title.text` to `plugins.title.text`. */
export function sameNames(path: string, names: readonly string[], newPath = path): [string, NewPath][] {
  return names.map((name) => [`${path}.${name}`, `${newPath}.${name}`]);
}

/** The five font properties of a text; its colour is now next to its font. */
export function fontPaths(path: string, newPath = path): [string, NewPath][] {
  return [
    [`${path}.fontColor`, `${newPath}.color`],
    [`${path}.fontSize`, `${newPath}.font.size`],
    [`${path}.fontFamily`, `${newPath}.font.family`],
    [`${path}.lineHeight`, `${newPath}.font.lineHeight`],
    [`${path}.fontStyle`, (style) => fontStyle(style, `${newPath}.font`)],
  ];
}

/** Splits a CSS font style such as `bold italic` into weight and style. */
function fontStyle(style: JsonValue, newPath: string): PathValues {
  const words = typeof style === 'string' ? style.split(' ') : [];
  const slant = words.find((word) => /^(?:italic|oblique)$/.test(word));
  const weight = words.find((word) => /^(?:bold|bolder|lighter|normal|[1-9]00)$/.test(word));
  return [
    ...(slant === undefined ? [] : [[`${newPath}.style`, slant] as const]),
    ...(weight === undefined ? [] : [[`${newPath}.weight`, weight] as const]),
  ];
}

const HALF_TURN_DEGREES = 180;
/** Round charts started at the right, and now start at the top. */
const QUARTER_TURN_DEGREES = 90;

/** Converts radians to degrees, rounded to four decimals, since pi is rarely written with all digits. */
function toDegrees(newPath: string, offsetDegrees: number): NewPath {
  return (radians) => {
    const number = numberOf(radians);
    if (number === undefined) return [];
    const degrees = (number * HALF_TURN_DEGREES) / Math.PI + offsetDegrees;
    return [[newPath, Math.round(degrees * 1e4) / 1e4]];
  };
}

const SAME_NAMES = words(`
  layout animation hover events responsive responsiveAnimationDuration maintainAspectRatio
  aspectRatio devicePixelRatio spanGaps datasets onClick onHover onResize
`);

const BOX_NAMES = ['display', 'position', 'align'];

const TOOLTIP_NAMES = words(`
  enabled mode intersect position axis callbacks backgroundColor caretPadding caretSize
  cornerRadius borderColor borderWidth displayColors multiKeyBackground rtl textDirection
  titleAlign titleSpacing titleMarginBottom bodyAlign bodySpacing footerAlign footerSpacing
  footerMarginTop filter itemSort
`);

/** The font of a part of the tooltip: `titleFontSize` and so on. */
function tooltipFont(part: string): [string, NewPath][] {
  const path = `tooltips.${part}Font`;
  const newPath = `plugins.tooltip.${part}`;
  return [
    [`${path}Color`, `${newPath}Color`],
    [`${path}Size`, `${newPath}Font.size`],
    [`${path}Family`, `${newPath}Font.family`],
    [`${path}Style`, `${newPath}Font.weight`],
  ];
}

/** Options of a chart except axes and annotations. @see the migration guide of Chart.js, 3.x, "Options" */
export const OPTION_PATHS: PathMap = new Map<string, NewPath>([
  ...SAME_NAMES.map((name) => [name, name] as const),
  ['showLines', 'showLine'],
  [
    'cutoutPercentage',
    (percentage) => (numberOf(percentage) === undefined ? [] : [['cutout', `${numberOf(percentage)}%`]]),
  ],
  ['rotation', toDegrees('rotation', QUARTER_TURN_DEGREES)],
  ['circumference', toDegrees('circumference', 0)],
  ...sameNames(
    'legend',
    [...BOX_NAMES, 'reverse', 'rtl', 'textDirection', 'onClick', 'onHover'],
    'plugins.legend',
  ),
  ['legend.fullWidth', 'plugins.legend.fullSize'],
  ...sameNames(
    'legend.labels',
    ['boxWidth', 'padding', 'usePointStyle', 'generateLabels', 'filter'],
    'plugins.legend.labels',
  ),
  ...fontPaths('legend.labels', 'plugins.legend.labels'),
  ...sameNames('title', [...BOX_NAMES, 'padding', 'text'], 'plugins.title'),
  ['title.fullWidth', 'plugins.title.fullSize'],
  ...fontPaths('title', 'plugins.title'),
  ...sameNames('tooltips', TOOLTIP_NAMES, 'plugins.tooltip'),
  ['tooltips.xPadding', 'plugins.tooltip.padding.x'],
  ['tooltips.yPadding', 'plugins.tooltip.padding.y'],
  ...['title', 'body', 'footer'].flatMap(tooltipFont),
  ['elements.line', 'elements.line'],
  ['elements.point', 'elements.point'],
  ['elements.rectangle', 'elements.bar'],
  ['elements.arc', 'elements.arc'],
  ...sameNames('plugins', ['datalabels', 'filler', ...QUICKCHART_PLUGINS]),
]);

/** The start angle of polar area charts was in radians from the right; that of radar charts in degrees from the top. */
export const POLAR_START_PATHS: PathMap = new Map([
  ['startAngle', toDegrees('startAngle', QUARTER_TURN_DEGREES)],
]);
export const RADAR_START_PATHS: PathMap = new Map([['startAngle', 'startAngle']]);

const STARTS_AT_ZERO = new Set(['bar', 'line', 'scatter', 'bubble']);
const LABELLED = new Set(['pie', 'doughnut']);

/**
 * Sets the defaults of Chart.js 2 and of QuickChart explicitly where Chart.js 4 has others.
 *
 * @see the migration guide of Chart.js, 3.x, "Defaults"; QuickChart's documentation, "Chart.js defaults"
 */
export function applyDefaults(
  type: string,
  hadScales: boolean,
  options: JsonObject,
  datasets: JsonObject[],
): void {
  applyLineDefaults(type, options, datasets);
  applyScaleDefaults(type, hadScales, options);
  const plugins = objectOr(options['plugins']);
  if (plugins['datalabels'] === undefined) {
    // Labels around a pie replace those on it.
    const isLabelledAround = plugins['outlabels'] !== undefined || datasets.some(hasOutlabels);
    setAt(options, 'plugins.datalabels', { display: LABELLED.has(type) && !isLabelledAround });
  }
}

function hasOutlabels({ outlabels }: JsonObject): boolean {
  return outlabels !== undefined && outlabels !== false;
}

function applyLineDefaults(type: string, options: JsonObject, datasets: JsonObject[]): void {
  const line = objectOr(objectOr(options['elements'])['line']);
  for (const dataset of datasets) {
    const ownType = dataset['type'] ?? type;
    if (ownType !== 'line' && ownType !== 'radar') continue;
    const isShown = dataset['showLine'] !== false && options['showLine'] !== false;
    // The area under lines was filled by default.
    if (line['fill'] === undefined) dataset['fill'] ??= isShown && (ownType === 'radar' ? 'start' : 'origin');
    // QuickChart shows straight lines in line charts. In other charts Chart.js 2 curved them, except for radar charts.
    if (line['tension'] === undefined)
      dataset['tension'] ??= ownType === 'radar' || type === 'line' ? 0 : 0.4;
  }
}

function applyScaleDefaults(type: string, hadScales: boolean, options: JsonObject): void {
  if (!STARTS_AT_ZERO.has(type)) return;
  const letter = options['indexAxis'] === 'y' ? 'x' : 'y';
  if (!hadScales) setAt(options, `scales.${letter}.beginAtZero`, true);
  // In Chart.js 2 bars started at zero only if the chart requested it.
  if (!hadScales || type !== 'bar') return;
  if (objectOr(options['scales'])[letter] === undefined) setAt(options, `scales.${letter}`, {});
  const scales = objectOr(options['scales']);
  const isStacked = Object.values(scales).some((scale) => flagOf(objectOr(scale)['stacked']));
  for (const [id, scale] of Object.entries(scales)) {
    // Stacked bars started at zero.
    if (isObject(scale) && id.startsWith(letter) && !isStacked) scale['beginAtZero'] ??= false;
  }
}
