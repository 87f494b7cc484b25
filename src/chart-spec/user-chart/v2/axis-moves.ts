import { fontMoves, kept, type Moves } from './move.js';

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
export const AXIS_MOVES: Moves = new Map([
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
