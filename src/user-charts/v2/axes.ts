import { type JsonObject, type JsonValue, isObject, objectOr, unexpected } from '../json.js';
import { type Moves, fontMoves, kept, moveAll, put } from './moves.js';

const SAME_TICKS = [
  ...[
    'display',
    'padding',
    'autoSkip',
    'autoSkipPadding',
    'maxRotation',
    'minRotation',
    'mirror',
    'labelOffset',
  ],
  ...['stepSize', 'maxTicksLimit', 'precision', 'source', 'sampleSize', 'callback', 'z', 'backdropColor'],
  ...['showLabelBackdrop', 'major'],
];

const GRID = [...['display', 'circular', 'color', 'lineWidth', 'drawOnChartArea', 'drawTicks', 'z']];

/** A grid's lines and its axis' line were one thing. */
const GRID_MOVES: Moves = new Map([
  ...kept('gridLines', GRID, 'grid'),
  // Without a grid an axis of Chart.js 2 had no line either.
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

const TICK_MOVES: Moves = new Map([
  ...kept('ticks', SAME_TICKS),
  ...fontMoves('ticks'),
  ...['min', 'max', 'suggestedMin', 'suggestedMax', 'beginAtZero', 'reverse'].map(
    (name) => [`ticks.${name}`, name] as const,
  ),
  ['ticks.userCallback', 'ticks.callback'],
  ['ticks.backdropPaddingX', 'ticks.backdropPadding.x'],
  ['ticks.backdropPaddingY', 'ticks.backdropPadding.y'],
]);

/** An axis of a chart with two. @see the migration guides of Chart.js, 3.x and 4.x, "Scales" */
const AXIS_MOVES: Moves = new Map([
  ...['type', 'display', 'position', 'stacked', 'offset', 'weight', 'bounds', 'labels', 'reverse'].map(
    (name) => [name, name] as const,
  ),
  ...TICK_MOVES,
  ...GRID_MOVES,
  ...kept('scaleLabel', ['display', 'padding'], 'title'),
  ...fontMoves('scaleLabel', 'title'),
  ['scaleLabel.labelString', 'title.text'],
  ...kept('time', ['displayFormats', 'isoWeekday', 'parser', 'round', 'tooltipFormat', 'unit', 'minUnit']),
  ['time.format', 'time.parser'],
  ['time.min', 'min'],
  ['time.max', 'max'],
  ['time.stepSize', 'ticks.stepSize'],
  ['time.unitStepSize', 'ticks.stepSize'],
  ['distribution', (distribution) => (distribution === 'series' ? [['type', 'timeseries']] : [])],
]);

/** The axis of a chart that is round. */
export const RADIAL_MOVES: Moves = new Map([
  ['display', 'display'],
  ['reverse', 'reverse'],
  ...TICK_MOVES,
  ...GRID_MOVES,
  ...kept('angleLines', ['display', 'color', 'lineWidth', 'borderDash', 'borderDashOffset']),
  ...kept('pointLabels', ['display', 'callback']),
  ...fontMoves('pointLabels'),
]);

/** Options of bars that stood on their axis. */
const BAR_OPTIONS = [
  'barPercentage',
  'categoryPercentage',
  'barThickness',
  'maxBarThickness',
  'minBarLength',
];

/** An axis of Chart.js 2 with its direction and its new id. */
interface OldAxis {
  readonly id: string;
  readonly letter: 'x' | 'y';
  readonly path: string;
  readonly options: JsonObject;
}

/**
 * The axes of a chart of Chart.js 2, the first of each direction named by its letter alone.
 *
 * @throws ChartRefusal when one is no object
 */
export function axesOf(scales: JsonObject): OldAxis[] {
  return (['x', 'y'] as const).flatMap((letter) => {
    const given = scales[`${letter}Axes`];
    if (given === undefined || given === null) return [];
    // Without its brackets a single axis is clear enough.
    const list = Array.isArray(given) ? given : [given];
    return list.map((options, index): OldAxis => {
      const path = `options.scales.${letter}Axes.${index}`;
      if (!isObject(options)) throw unexpected(path, 'an object', options);
      return { id: index === 0 ? letter : `${letter}${index}`, letter, path, options };
    });
  });
}

/** Which new id each old one has, its own name or the one that Chart.js 2 gave it. */
export function axisIds(axes: readonly OldAxis[]): Map<string, string> {
  const ids = new Map([
    ['x-axis-0', 'x'],
    ['y-axis-0', 'y'],
    ['x-axis-1', 'x'],
    ['y-axis-1', 'y'],
  ]);
  for (const letter of ['x', 'y']) {
    const ofLetter = axes.filter((axis) => axis.letter === letter);
    // Counted from 0 or, as some versions did, from 1: what is there wins.
    for (const [index, axis] of ofLetter.entries()) ids.set(`${letter}-axis-${index}`, axis.id);
  }
  for (const { id, options } of axes) if (typeof options['id'] === 'string') ids.set(options['id'], id);
  return ids;
}

/** One axis as Chart.js 4 has it. */
export function translateAxis(axis: OldAxis, leave: (path: string) => void): JsonObject {
  const { id: _id, ...options } = axis.options;
  const translated: JsonObject = {};
  const bars = new Set(BAR_OPTIONS);
  const others = Object.fromEntries(Object.entries(options).filter(([name]) => !bars.has(name)));
  moveAll(others, translated, AXIS_MOVES, (path) => leave(`${axis.path}.${path}`));
  return translated;
}

/** The options of bars that stood on their axes, where they are now. */
export function moveBarOptions(axes: readonly OldAxis[], options: JsonObject): void {
  for (const axis of axes) {
    for (const name of BAR_OPTIONS) {
      const value: JsonValue | undefined = objectOr(axis.options)[name];
      if (value !== undefined) put(options, `datasets.bar.${name}`, value);
    }
  }
}
