import * as part from '../corpus-chart.js';
import type { CorpusChart } from '../corpus-chart.js';

const { ABOVE, AT_THE_RIGHT, BELOW, BESIDE, BOTTOM, BOTTOM_LEFT, BOTTOM_RIGHT, LEFT, RIGHT, TOP } = part;
const { TOP_LEFT, TOP_RIGHT, WHOLE } = part;

const AXES = [BELOW, BESIDE];

/** Bar charts for Chart.js 4. */
export const BARS: readonly CorpusChart[] = [
  {
    name: 'v4/bar-grouped',
    shows: [
      ['#56b4e9', BOTTOM_LEFT, 10],
      ['#0072b2', BOTTOM_RIGHT, 10],
      ['#0072b2', [0.85, 0.2, 1, 0.4], 20],
    ],
    text: [ABOVE, ...AXES],
  },
  {
    name: 'v4/bar-horizontal',
    shows: [
      ['#009e73', [0.14, 0.15, 0.8, 0.3], 50],
      ['#009e73', BOTTOM_LEFT, 10],
    ],
    lacks: [['#009e73', [0.5, 0.6, 1, 1]]],
    text: [ABOVE, BELOW, [0, 0.15, 0.12, 0.9]],
  },
  {
    name: 'v4/bar-stacked',
    shows: [
      ['#009e73', BOTTOM, 30],
      ['#e69f00', TOP, 8],
      ['#d55e00', TOP, 6],
    ],
    lacks: [
      ['#e69f00', BOTTOM],
      ['#d55e00', BOTTOM],
    ],
    text: AXES,
  },
  {
    name: 'v4/bar-stacked-groups',
    shows: [
      ['#0072b2', BOTTOM, 12],
      ['#56b4e9', TOP_LEFT, 12],
      ['#d55e00', BOTTOM_RIGHT, 12],
      ['#e69f00', TOP_RIGHT, 6],
    ],
    text: AXES,
  },
  {
    name: 'v4/bar-floating',
    shows: [
      ['#cc79a7', BOTTOM_LEFT, 15],
      ['#cc79a7', TOP_RIGHT, 15],
    ],
    lacks: [['#cc79a7', [0.6, 0.75, 1, 0.9]]],
    text: [ABOVE, ...AXES],
  },
  {
    name: 'v4/bar-rounded',
    shows: [
      ['#b91d47', LEFT, 10],
      ['#00aba9', LEFT, 9],
      ['#2b5797', [0.45, 0, 0.6, 1], 30],
      ['#e8c3b9', RIGHT, 4],
      ['#1e7145', BOTTOM_RIGHT, 5],
    ],
    lacks: [['#1e7145', TOP]],
    text: AXES,
  },
  {
    name: 'v4/bar-negative',
    shows: [
      ['#0072b2', TOP, 25],
      ['#d55e00', BOTTOM, 20],
    ],
    lacks: [
      ['#0072b2', [0, 0.55, 1, 1]],
      ['#d55e00', [0, 0.12, 1, 0.48]],
    ],
    text: AXES,
  },
  {
    name: 'v4/bar-logarithmic',
    shows: [
      ['#e69f00', BOTTOM_LEFT, 15],
      ['#e69f00', TOP_RIGHT, 25],
    ],
    lacks: [['#e69f00', TOP_LEFT]],
    text: [ABOVE, BELOW, [0, 0.1, 0.09, 0.9]],
  },
  {
    name: 'v4/bar-default-colors',
    shows: [
      ['#0072b2', WHOLE, 8],
      ['#e69f00', WHOLE, 8],
      ['#009e73', WHOLE, 8],
    ],
    text: AXES,
  },
  {
    name: 'v4/bar-borders',
    shows: [
      ['#0072b2', TOP_RIGHT, 3],
      ['#cce3f0', BOTTOM_RIGHT, 15],
    ],
    lacks: [['#cce3f0', [0, 0.15, 0.5, 0.5]]],
    text: AXES,
  },
  {
    name: 'v4/axis-reversed',
    shows: [
      ['#009e73', [0, 0, 0.3, 0.3], 20],
      ['#0072b2', TOP, 15],
      ['#d55e00', RIGHT, 25],
    ],
    lacks: [
      ['#d55e00', LEFT],
      ['#009e73', RIGHT],
      ['#0072b2', BOTTOM],
    ],
    text: [BELOW, AT_THE_RIGHT],
  },
  {
    name: 'v4/axis-titles',
    shows: [['#0072b2', RIGHT, 35]],
    text: [BELOW, [0, 0.2, 0.1, 0.7], [0.1, 0.1, 0.26, 0.9]],
  },
  {
    name: 'v4/mixed-bar-line',
    shows: [
      ['#56b4e9', BOTTOM, 40],
      ['#d55e00', TOP, 1],
    ],
    lacks: [['#d55e00', [0, 0.2, 0.4, 1]]],
    text: AXES,
  },
];
