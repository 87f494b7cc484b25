import { fontMoves, kept, type Move, type Moves } from './move.js';

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
