import { type JsonObject, type JsonValue, isObject, objectOr } from '../json.js';
import { type Move, type Moves, type Translation, fontMoves, kept, moveAll, put } from './moves.js';

const HALF_TURN_DEGREES = 180;
/** Round charts began at the right, and begin at the top. */
const QUARTER_TURN_DEGREES = 90;

/** Radians as degrees; to four decimals, because pi is seldom typed to its end. */
function turned(target: string, offsetDegrees: number): Move {
  return (radians) => {
    if (typeof radians !== 'number') return [];
    const degrees = (radians * HALF_TURN_DEGREES) / Math.PI + offsetDegrees;
    return [[target, Math.round(degrees * 1e4) / 1e4]];
  };
}

const SAME_OPTIONS = [
  ...[
    'layout',
    'animation',
    'hover',
    'events',
    'responsive',
    'responsiveAnimationDuration',
    'maintainAspectRatio',
  ],
  ...['aspectRatio', 'devicePixelRatio', 'spanGaps', 'datasets', 'onClick', 'onHover', 'onResize'],
];

const BOX = ['display', 'position', 'align'];

const TOOLTIP = [
  ...[
    'enabled',
    'mode',
    'intersect',
    'position',
    'axis',
    'callbacks',
    'backgroundColor',
    'caretPadding',
    'caretSize',
  ],
  ...[
    'cornerRadius',
    'borderColor',
    'borderWidth',
    'displayColors',
    'multiKeyBackground',
    'rtl',
    'textDirection',
  ],
  ...[
    'titleAlign',
    'titleSpacing',
    'titleMarginBottom',
    'bodyAlign',
    'bodySpacing',
    'footerAlign',
    'footerSpacing',
  ],
  ...['footerMarginTop', 'filter', 'itemSort'],
];

/** The fonts of a tooltip's three parts: `titleFontSize` and so on. */
function tooltipFonts(part: string): [string, Move][] {
  const at = `tooltips.${part}Font`;
  const target = `plugins.tooltip.${part}`;
  return [
    [`${at}Color`, `${target}Color`],
    [`${at}Size`, `${target}Font.size`],
    [`${at}Family`, `${target}Font.family`],
    [`${at}Style`, `${target}Font.weight`],
  ];
}

/** Options of a chart beside its axes and annotations. @see the migration guide of Chart.js, 3.x, "Options" */
export const OPTIONS_MOVES: Moves = new Map<string, Move>([
  ...SAME_OPTIONS.map((name) => [name, name] as const),
  ['showLines', 'showLine'],
  [
    'cutoutPercentage',
    (percentage) => (typeof percentage === 'number' ? [['cutout', `${percentage}%`]] : []),
  ],
  ['rotation', turned('rotation', QUARTER_TURN_DEGREES)],
  ['circumference', turned('circumference', 0)],
  ...kept('legend', [...BOX, 'reverse', 'rtl', 'textDirection', 'onClick', 'onHover'], 'plugins.legend'),
  ['legend.fullWidth', 'plugins.legend.fullSize'],
  ...kept(
    'legend.labels',
    ['boxWidth', 'padding', 'usePointStyle', 'generateLabels', 'filter'],
    'plugins.legend.labels',
  ),
  ...fontMoves('legend.labels', 'plugins.legend.labels'),
  ...kept('title', [...BOX, 'padding', 'text'], 'plugins.title'),
  ['title.fullWidth', 'plugins.title.fullSize'],
  ...fontMoves('title', 'plugins.title'),
  ...kept('tooltips', TOOLTIP, 'plugins.tooltip'),
  ['tooltips.xPadding', 'plugins.tooltip.padding.x'],
  ['tooltips.yPadding', 'plugins.tooltip.padding.y'],
  ...['title', 'body', 'footer'].flatMap(tooltipFonts),
  ['elements.line', 'elements.line'],
  ['elements.point', 'elements.point'],
  ['elements.rectangle', 'elements.bar'],
  ['elements.arc', 'elements.arc'],
  ...kept('plugins', ['datalabels', 'filler']),
]);

/** A polar area chart begins at the right and turns by radians; a radar chart at the top, by degrees. */
export const POLAR_START_MOVES: Moves = new Map([['startAngle', turned('startAngle', QUARTER_TURN_DEGREES)]]);
export const RADAR_START_MOVES: Moves = new Map([['startAngle', 'startAngle']]);

const STARTS_AT_ZERO = new Set(['bar', 'line', 'scatter', 'bubble']);
const LABELLED = new Set(['pie', 'doughnut']);

/**
 * What Chart.js 2, and QuickChart on top of it, did where a chart did not say: written into the chart, because
 * Chart.js 4 does otherwise.
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
    put(options, 'plugins.datalabels', { display: LABELLED.has(type) });
  }
}

function applyLineDefaults(type: string, options: JsonObject, datasets: JsonObject[]): void {
  const line = objectOr(objectOr(options['elements'])['line']);
  for (const dataset of datasets) {
    const own = dataset['type'] ?? type;
    if (own !== 'line' && own !== 'radar') continue;
    const isDrawn = dataset['showLine'] !== false && options['showLine'] !== false;
    // Lines were filled, to the axis or to the middle.
    if (line['fill'] === undefined) dataset['fill'] ??= isDrawn && (own === 'radar' ? 'start' : 'origin');
    // QuickChart draws the lines of line charts straight; Chart.js 2 bent those of others, but for radar charts.
    if (line['tension'] === undefined) dataset['tension'] ??= own === 'radar' || type === 'line' ? 0 : 0.4;
  }
}

function applyScaleDefaults(type: string, hadScales: boolean, options: JsonObject): void {
  if (!STARTS_AT_ZERO.has(type)) return;
  const letter = options['indexAxis'] === 'y' ? 'x' : 'y';
  if (!hadScales) put(options, `scales.${letter}.beginAtZero`, true);
  // Bars of Chart.js 2 began at zero only where the chart said so.
  if (!hadScales || type !== 'bar') return;
  if (objectOr(options['scales'])[letter] === undefined) put(options, `scales.${letter}`, {});
  const scales = objectOr(options['scales']);
  const isStacked = Object.values(scales).some((scale) => objectOr(scale)['stacked'] === true);
  for (const [id, scale] of Object.entries(scales)) {
    // A stack holds nothing before it holds its first bar, and began there.
    if (isObject(scale) && id.startsWith(letter) && !isStacked) scale['beginAtZero'] ??= false;
  }
}

const STYLE = ['borderColor', 'borderWidth', 'borderDash', 'borderDashOffset', 'backgroundColor', 'drawTime'];

/** Where a label stood along its line, and where that is now. */
const LABEL_POSITIONS = new Map<JsonValue, string>([
  ['left', 'start'],
  ['top', 'start'],
  ['right', 'end'],
  ['bottom', 'end'],
  ['center', 'center'],
]);

const ANNOTATION_MOVES: Moves = new Map<string, Move>([
  ...['type', 'value', 'endValue', 'xMin', 'xMax', 'yMin', 'yMax', ...STYLE].map(
    (name) => [name, name] as const,
  ),
  // The names of its axes, its own one and the direction are read beside the moves.
  ...['scaleID', 'xScaleID', 'yScaleID', 'id', 'mode'].map((name): [string, Move] => [name, () => []]),
  ['label.enabled', 'label.display'],
  ...kept('label', ['content', 'backgroundColor', 'cornerRadius', 'xAdjust', 'yAdjust', 'rotation']),
  ['label.cornerRadius', 'label.borderRadius'],
  ['label.xPadding', 'label.padding.x'],
  ['label.yPadding', 'label.padding.y'],
  ['label.position', (position) => [['label.position', LABEL_POSITIONS.get(position) ?? 'center']]],
  ...fontMoves('label'),
]);

/**
 * Annotations of the plugin's version 0.5, as version 3 has them.
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
    // They are about clicks.
    if (name !== 'events' && name !== 'dblClickSpeed') translation.leave(`${path}.${name}`);
  }
  const given = Array.isArray(annotations) ? annotations : Object.values(objectOr(annotations));
  return {
    ...(drawTime !== undefined && { common: { drawTime } }),
    annotations: given.filter(isObject).map((one, index) => {
      return translateOne(one, `${path}.annotations.${index}`, translation);
    }),
  };
}

function translateOne(annotation: JsonObject, path: string, { axisId, leave }: Translation): JsonObject {
  const translated: JsonObject = {};
  moveAll(annotation, translated, ANNOTATION_MOVES, (left) => leave(`${path}.${left}`));
  for (const name of ['scaleID', 'xScaleID', 'yScaleID'] as const) {
    const id = annotation[name];
    if (typeof id === 'string') translated[name] = axisId(id);
  }
  // A line without an axis of its own stood on the first one of its direction.
  if (annotation['type'] === 'line' && annotation['scaleID'] === undefined) {
    translated['scaleID'] = annotation['mode'] === 'vertical' ? 'x' : 'y';
  }
  return translated;
}
