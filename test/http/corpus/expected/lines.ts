import * as part from '../corpus-chart.js';
import type { CorpusChart } from '../corpus-chart.js';

const { ABOVE, BELOW, BESIDE, BOTTOM, BOTTOM_LEFT, LEFT, RIGHT, TOP, TOP_RIGHT } = part;

const AXES = [BELOW, BESIDE];

/** Line and area charts for Chart.js 4. */
export const LINES: readonly CorpusChart[] = [
  {
    name: 'v4/line-curved',
    shows: [
      ['#0072b2', [0.4, 0.2, 0.7, 0.4], 3],
      ['#e69f00', TOP_RIGHT, 0.8],
    ],
    text: [ABOVE, ...AXES],
  },
  {
    name: 'v4/line-area',
    shows: [
      ['#56b4e9', [0.1, 0.8, 0.95, 0.88], 85],
      ['#56b4e9', TOP_RIGHT, 20],
      ['#0072b2', TOP, 0.7],
    ],
    lacks: [['#56b4e9', [0, 0.12, 0.25, 0.5]]],
    text: AXES,
  },
  {
    name: 'v4/line-area-between',
    shows: [
      ['#f0e6d2', [0.1, 0.45, 0.9, 0.6], 70],
      ['#d55e00', TOP, 0.7],
      ['#0072b2', BOTTOM, 0.6],
    ],
    lacks: [['#f0e6d2', [0.6, 0.8, 1, 1]]],
    text: AXES,
  },
  {
    name: 'v4/line-stacked-area',
    shows: [
      ['#0072b2', BOTTOM, 25],
      ['#56b4e9', BOTTOM, 25],
      ['#e69f00', TOP_RIGHT, 18],
    ],
    lacks: [['#0072b2', [0, 0.12, 1, 0.6]]],
    text: AXES,
  },
  {
    name: 'v4/line-stepped',
    shows: [
      ['#009e73', [0.06, 0.86, 0.4, 0.93], 15],
      ['#009e73', TOP_RIGHT, 2],
    ],
    lacks: [['#009e73', [0.06, 0.15, 0.42, 0.5]]],
    text: AXES,
  },
  {
    name: 'v4/line-gaps',
    shows: [
      ['#d55e00', TOP, 0.8],
      ['#0072b2', [0.18, 0.5, 0.5, 0.7], 2],
      ['#009e73', BOTTOM, 0.7],
    ],
    lacks: [
      ['#d55e00', [0.19, 0.15, 0.41, 0.9]],
      ['#009e73', [0.19, 0.15, 0.52, 0.95]],
    ],
    text: AXES,
  },
  {
    name: 'v4/line-point-styles',
    shows: [
      ['#d55e00', TOP, 0.6],
      ['#0072b2', TOP, 0.5],
      ['#009e73', BOTTOM, 0.4],
    ],
    lacks: [['#009e73', [0.08, 0.6, 0.22, 0.9]]],
    text: AXES,
  },
  {
    name: 'v4/line-two-axes',
    shows: [
      ['#0072b2', LEFT, 0.7],
      ['#d55e00', RIGHT, 0.8],
    ],
    text: [BELOW, [0.03, 0.1, 0.12, 0.9], [0.87, 0.1, 0.96, 0.9]],
  },
  {
    name: 'v4/line-bare',
    shows: [
      ['#cc79a7', BOTTOM_LEFT, 1],
      ['#cc79a7', TOP_RIGHT, 1],
    ],
    text: [],
  },
  {
    name: 'v4/line-10000-points',
    shows: [
      ['#0072b2', [0.2, 0.1, 0.5, 0.5], 0.5],
      ['#0072b2', [0.6, 0.6, 0.8, 0.95], 0.5],
    ],
    text: [ABOVE, ...AXES],
  },
  {
    name: 'v4/line-30-datasets',
    shows: [
      ['#c32222', BOTTOM, 0.2],
      ['#22c3c3', [0.05, 0.3, 1, 0.8], 0.2],
    ],
    text: [[0, 0, 1, 0.2], ...AXES],
  },
  {
    name: 'v4/axis-limits',
    shows: [
      ['#0072b2', TOP, 1],
      ['#d55e00', BESIDE, 1],
      ['#cccccc', [0.2, 0.55, 0.9, 0.98], 3],
    ],
    lacks: [['#0072b2', BOTTOM]],
    text: [BELOW],
  },
  {
    name: 'v4/axis-stacked',
    shows: [
      ['#0072b2', TOP, 0.8],
      ['#d55e00', BOTTOM, 0.7],
    ],
    lacks: [
      ['#0072b2', BOTTOM],
      ['#d55e00', [0, 0.12, 1, 0.5]],
    ],
    text: AXES,
  },
];
