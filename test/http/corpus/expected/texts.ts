import * as part from '../corpus-chart.js';
import type { CorpusChart } from '../corpus-chart.js';

const { ABOVE, BELOW, BESIDE, BOTTOM, BOTTOM_LEFT, BOTTOM_RIGHT, TOP, TOP_LEFT, TOP_RIGHT } = part;

const AXES = [BELOW, BESIDE];

/** Time axes, scripts, and notations of specifications for Chart.js 4. */
export const TEXTS: readonly CorpusChart[] = [
  {
    name: 'v4/timeseries',
    shows: [
      ['#009e73', [0.1, 0.7, 0.4, 0.95], 0.7],
      ['#009e73', [0.8, 0.12, 1, 0.5], 0.7],
    ],
    text: [BELOW, [0, 0.1, 0.1, 0.9]],
  },
  {
    name: 'v4/time-days',
    shows: [
      ['#0072b2', TOP, 0.8],
      ['#0072b2', [0.2, 0.25, 0.35, 0.5], 1],
    ],
    lacks: [['#0072b2', [0.4, 0.5, 1, 1]]],
    text: [BELOW, BESIDE],
  },
  {
    name: 'v4/time-parser',
    shows: [
      ['#d55e00', [0.28, 0.06, 0.5, 0.2], 8],
      ['#d55e00', [0.56, 0.4, 0.9, 0.5], 10],
    ],
    lacks: [['#d55e00', [0.56, 0.12, 0.9, 0.4]]],
    text: [BELOW, BESIDE],
  },
  {
    name: 'v4/time-new-date',
    shows: [
      ['#cc79a7', BOTTOM_LEFT, 35],
      ['#cc79a7', [0.8, 0.15, 0.95, 0.3], 80],
    ],
    text: AXES,
  },
  {
    name: 'v4/time-milliseconds',
    shows: [
      ['#009e73', [0.1, 0.7, 0.22, 0.85], 3],
      ['#009e73', [0.5, 0.15, 0.65, 0.35], 3],
    ],
    text: [BELOW, [0, 0.1, 0.1, 0.9]],
  },
  {
    name: 'v4/text-cyrillic-greek',
    shows: [['#0072b2', TOP_LEFT, 0.5]],
    text: [ABOVE, [0.2, 0.15, 0.8, 0.22], BELOW],
  },
  {
    name: 'v4/text-chinese-japanese',
    shows: [['#d55e00', BOTTOM, 35]],
    text: [[0.3, 0, 0.7, 0.13], [0.45, 0.15, 0.6, 0.23], BELOW],
  },
  {
    name: 'v4/text-scripts',
    shows: [['#009e73', BOTTOM, 35]],
    text: [[0.2, 0, 0.8, 0.13], [0.45, 0.15, 0.6, 0.23], BELOW],
  },
  {
    name: 'v4/text-fonts',
    shows: [['#56b4e9', BOTTOM_RIGHT, 40]],
    text: [[0.2, 0, 0.8, 0.13], BELOW],
  },
  {
    name: 'v4/json-strict',
    shows: [
      ['#0072b2', BOTTOM, 6],
      ['#e69f00', TOP_RIGHT, 10],
    ],
    lacks: [['#e69f00', [0, 0.2, 0.45, 0.5]]],
    text: [ABOVE, BELOW],
  },
  {
    name: 'v4/literal-wild',
    shows: [
      ['#0072b2', TOP_LEFT, 15],
      ['#0072b2', [0.8, 0.4, 0.98, 0.9], 60],
    ],
    lacks: [['#0072b2', [0.48, 0.2, 0.6, 0.8]]],
    text: [ABOVE, BELOW],
  },
];
