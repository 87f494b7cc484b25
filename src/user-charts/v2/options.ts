import { type JsonObject, type JsonValue, isObject, objectOr, words } from '../json.js';
import {
  type NewPath,
  type PathMap,
  type Translation,
  fontPaths,
  sameNames,
  mapPaths,
  setAt,
} from './map-paths.js';

const HALF_TURN_DEGREES = 180;
/** Round charts started at the right, and now start at the top. */
const QUARTER_TURN_DEGREES = 90;

/** Converts radians to degrees, rounded to four decimals, since pi is rarely written with all digits. */
function toDegrees(newPath: string, offsetDegrees: number): NewPath {
  return (radians) => {
    if (typeof radians !== 'number') return [];
    const degrees = (radians * HALF_TURN_DEGREES) / Math.PI + offsetDegrees;
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
    (percentage) => (typeof percentage === 'number' ? [['cutout', `${percentage}%`]] : []),
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
  ...sameNames('plugins', ['datalabels', 'filler']),
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
    setAt(options, 'plugins.datalabels', { display: LABELLED.has(type) });
  }
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
  const isStacked = Object.values(scales).some((scale) => objectOr(scale)['stacked'] === true);
  for (const [id, scale] of Object.entries(scales)) {
    // Stacked bars started at zero.
    if (isObject(scale) && id.startsWith(letter) && !isStacked) scale['beginAtZero'] ??= false;
  }
}

const STYLE_NAMES = [
  'borderColor',
  'borderWidth',
  'borderDash',
  'borderDashOffset',
  'backgroundColor',
  'drawTime',
];

/** Positions of a label along its line. */
const LABEL_POSITIONS = new Map<JsonValue, string>([
  ['left', 'start'],
  ['top', 'start'],
  ['right', 'end'],
  ['bottom', 'end'],
  ['center', 'center'],
]);

const ANNOTATION_PATHS: PathMap = new Map<string, NewPath>([
  ...['type', 'value', 'endValue', 'xMin', 'xMax', 'yMin', 'yMax', ...STYLE_NAMES].map(
    (name) => [name, name] as const,
  ),
  // `translateAnnotation` handles these.
  ...['scaleID', 'xScaleID', 'yScaleID', 'id', 'mode'].map((name): [string, NewPath] => [name, () => []]),
  ['label.enabled', 'label.display'],
  ...sameNames('label', ['content', 'backgroundColor', 'cornerRadius', 'xAdjust', 'yAdjust', 'rotation']),
  ['label.cornerRadius', 'label.borderRadius'],
  ['label.xPadding', 'label.padding.x'],
  ['label.yPadding', 'label.padding.y'],
  ['label.position', (position) => [['label.position', LABEL_POSITIONS.get(position) ?? 'center']]],
  ...fontPaths('label'),
]);

/**
 * Translates annotations for version 0.5 of the plugin to version 3.
 *
 * @see the README of chartjs-plugin-annotation 0.5.7
 */
export function translateAnnotations(
  annotation: JsonValue,
  path: string,
  translation: Translation,
): JsonObject {
  const { annotations, drawTime, ...others } = objectOr(annotation);
  for (const name of Object.keys(others)) {
    // Options for clicks.
    if (name !== 'events' && name !== 'dblClickSpeed') translation.reportUntranslated(`${path}.${name}`);
  }
  const given = Array.isArray(annotations) ? annotations : Object.values(objectOr(annotations));
  return {
    ...(drawTime !== undefined && { common: { drawTime } }),
    annotations: given.filter(isObject).map((one, index) => {
      return translateAnnotation(one, `${path}.annotations.${index}`, translation);
    }),
  };
}

function translateAnnotation(
  annotation: JsonObject,
  path: string,
  { axisId, reportUntranslated }: Translation,
): JsonObject {
  const translated: JsonObject = {};
  mapPaths(annotation, translated, ANNOTATION_PATHS, (name) => reportUntranslated(`${path}.${name}`));
  for (const name of ['scaleID', 'xScaleID', 'yScaleID'] as const) {
    const id = annotation[name];
    if (typeof id === 'string') translated[name] = axisId(id);
  }
  // A line without an axis belonged to the first one of its direction.
  if (annotation['type'] === 'line' && annotation['scaleID'] === undefined) {
    translated['scaleID'] = annotation['mode'] === 'vertical' ? 'x' : 'y';
  }
  return translated;
}
