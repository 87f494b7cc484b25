import { functionIn } from '../../chart-functions/function-source.js';
import { type JsonObject, type JsonValue, isObject, objectOr, unexpected, words } from '../json.js';
import { type PathMap, fontPaths, sameNames, mapPaths, setAt } from './options.js';

const TICK_NAMES = words(`
  display padding autoSkip autoSkipPadding maxRotation minRotation mirror labelOffset stepSize
  maxTicksLimit precision source sampleSize callback z backdropColor showLabelBackdrop major
`);

const GRID_NAMES = ['display', 'circular', 'color', 'lineWidth', 'drawOnChartArea', 'drawTicks', 'z'];

/** Grid lines and the axis line had the same options. */
const GRID_PATHS: PathMap = new Map([
  ...sameNames('gridLines', GRID_NAMES, 'grid'),
  // In Chart.js 2 an axis without a grid had no line either.
  [
    'gridLines.display',
    (display) =>
      display === false
        ? [
            ['grid.display', false],
            ['border.display', false],
          ]
        : [['grid.display', display]],
  ],
  [
    'gridLines.color',
    (color) => [
      ['grid.color', color],
      ...(typeof color === 'string' ? ([['border.color', color]] as const) : []),
    ],
  ],
  ['gridLines.drawBorder', 'border.display'],
  ['gridLines.borderDash', 'border.dash'],
  ['gridLines.borderDashOffset', 'border.dashOffset'],
  ['gridLines.tickMarkLength', 'grid.tickLength'],
  ['gridLines.offsetGridLines', 'grid.offset'],
]);

const TICK_PATHS: PathMap = new Map([
  ...sameNames('ticks', TICK_NAMES),
  ...fontPaths('ticks'),
  ...['min', 'max', 'suggestedMin', 'suggestedMax', 'beginAtZero', 'reverse'].map(
    (name) => [`ticks.${name}`, name] as const,
  ),
  ['ticks.userCallback', 'ticks.callback'],
  ['ticks.backdropPaddingX', 'ticks.backdropPadding.x'],
  ['ticks.backdropPaddingY', 'ticks.backdropPadding.y'],
]);

/** A cartesian axis. @see the migration guides of Chart.js, 3.x and 4.x, "Scales" */
const AXIS_PATHS: PathMap = new Map([
  ...['type', 'display', 'position', 'stacked', 'offset', 'weight', 'bounds', 'labels', 'reverse'].map(
    (name) => [name, name] as const,
  ),
  ...TICK_PATHS,
  ...GRID_PATHS,
  ...sameNames('scaleLabel', ['display', 'padding'], 'title'),
  ...fontPaths('scaleLabel', 'title'),
  ['scaleLabel.labelString', 'title.text'],
  ...sameNames('time', [
    'displayFormats',
    'isoWeekday',
    'parser',
    'round',
    'tooltipFormat',
    'unit',
    'minUnit',
  ]),
  ['time.format', 'time.parser'],
  ['time.min', 'min'],
  ['time.max', 'max'],
  ['time.stepSize', 'ticks.stepSize'],
  ['time.unitStepSize', 'ticks.stepSize'],
  ['distribution', (distribution) => (distribution === 'series' ? [['type', 'timeseries']] : [])],
]);

/** A radial axis. */
export const RADIAL_PATHS: PathMap = new Map([
  ['display', 'display'],
  ['reverse', 'reverse'],
  ...TICK_PATHS,
  ...GRID_PATHS,
  ...sameNames('angleLines', ['display', 'color', 'lineWidth', 'borderDash', 'borderDashOffset']),
  ...sameNames('pointLabels', ['display', 'callback']),
  ...fontPaths('pointLabels'),
]);

/** Options of bars that were set on an axis. */
const BAR_OPTIONS = [
  'barPercentage',
  'categoryPercentage',
  'barThickness',
  'maxBarThickness',
  'minBarLength',
];

/** An axis of Chart.js 2 with its new id. */
interface OldAxis {
  readonly id: string;
  readonly letter: 'x' | 'y';
  readonly path: string;
  readonly options: JsonObject;
}

/**
 * The axes of a chart for Chart.js 2. The first one of each direction gets the id `x` or `y`.
 *
 * @throws ChartRefusal when an axis is not an object
 */
export function axesOf(scales: JsonObject): OldAxis[] {
  return (['x', 'y'] as const).flatMap((letter) => {
    const given = scales[`${letter}Axes`];
    if (given === undefined || given === null) return [];
    // A single axis without an array is accepted.
    const list = Array.isArray(given) ? given : [given];
    return list.map((options, index): OldAxis => {
      const path = `options.scales.${letter}Axes.${index}`;
      if (!isObject(options)) throw unexpected(path, 'an object', options);
      return { id: index === 0 ? letter : `${letter}${index}`, letter, path, options };
    });
  });
}

/** Maps old ids of axes, both explicit ids and the defaults of Chart.js 2, to new ids. */
export function axisIds(axes: readonly OldAxis[]): Map<string, string> {
  const ids = new Map([
    ['x-axis-0', 'x'],
    ['y-axis-0', 'y'],
    ['x-axis-1', 'x'],
    ['y-axis-1', 'y'],
  ]);
  for (const letter of ['x', 'y']) {
    const ofLetter = axes.filter((axis) => axis.letter === letter);
    // Default ids start at 0, or at 1 in some versions; ids of existing axes win.
    for (const [index, axis] of ofLetter.entries()) ids.set(`${letter}-axis-${index}`, axis.id);
  }
  for (const { id, options } of axes) if (typeof options['id'] === 'string') ids.set(options['id'], id);
  return ids;
}

export function translateAxis(axis: OldAxis, reportUntranslated: (path: string) => void): JsonObject {
  const { id: _id, ...options } = axis.options;
  const translated: JsonObject = {};
  const bars = new Set(BAR_OPTIONS);
  const others = Object.fromEntries(Object.entries(options).filter(([name]) => !bars.has(name)));
  mapPaths(others, translated, AXIS_PATHS, (path) => reportUntranslated(`${axis.path}.${path}`));
  const ticks = objectOr(translated['ticks']);
  // It received labels, and now it receives positions.
  if (functionIn(ticks['callback']) !== undefined)
    Object.assign(ticks['callback'] as object, { $receives: 'labels' });
  return translated;
}

/** Moves options of bars from the axes to the bar datasets. */
export function moveBarOptions(axes: readonly OldAxis[], options: JsonObject): void {
  for (const axis of axes) {
    for (const name of BAR_OPTIONS) {
      const value: JsonValue | undefined = objectOr(axis.options)[name];
      if (value !== undefined) setAt(options, `datasets.bar.${name}`, value);
    }
  }
}
