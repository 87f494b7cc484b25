import * as part from '../corpus-chart.js';
import type { CorpusChart } from '../corpus-chart.js';

const { ABOVE, BELOW, BESIDE, BOTTOM, BOTTOM_LEFT, LEFT, RIGHT, TOP, TOP_RIGHT, WHOLE } = part;

/** Types and plugins of QuickChart that Chart.js does not have. */
export const QUICKCHART: readonly CorpusChart[] = [
  {
    name: 'v2/sparkline',
    shows: [
      ['#7fb8d8', BOTTOM, 60],
      ['#ffffff', [0, 0, 0.3, 0.5], 90],
    ],
    text: [],
  },
  {
    name: 'v2/progress-bar',
    shows: [
      ['#0072b2', [0, 0, 0.6, 0.33], 50],
      ['#0072b2', [0, 0.36, 0.28, 0.64], 50],
      ['#ffffff', [0.65, 0.05, 0.98, 0.95], 80],
    ],
    lacks: [['#0072b2', [0.66, 0.1, 0.95, 0.2]]],
    text: [[0.06, 0.75, 0.12, 0.9]],
  },
  {
    name: 'v2/radial-gauge',
    shows: [
      ['#009e73', RIGHT, 10],
      ['#e8eaed', [0, 0, 0.5, 0.5], 5],
    ],
    lacks: [['#e8eaed', RIGHT]],
    text: [
      [0.35, 0.4, 0.65, 0.6],
      [0.4, 0.6, 0.6, 0.75],
    ],
  },
  {
    name: 'v2/gauge',
    shows: [
      ['#008000', LEFT, 15],
      ['#ff0000', RIGHT, 15],
      ['#ffa500', TOP, 25],
    ],
    lacks: [
      ['#008000', RIGHT],
      ['#ff0000', LEFT],
    ],
    text: [[0.45, 0.65, 0.55, 0.8]],
  },
  {
    name: 'v2/outlabeled-pie',
    shows: [
      ['#ff3784', TOP_RIGHT, 2],
      ['#f77825', BOTTOM, 4],
      ['#9966ff', LEFT, 4],
    ],
    lacks: [['#36a2eb', LEFT]],
    text: [
      [0.16, 0.27, 0.32, 0.36],
      [0.7, 0.57, 0.86, 0.66],
      [0.5, 0.1, 0.64, 0.18],
    ],
  },
  {
    name: 'v2/outlabeled-doughnut',
    shows: [
      ['#0072b2', WHOLE, 4],
      ['#009e73', TOP, 1],
      ['#ffffff', [0.46, 0.45, 0.54, 0.55], 95],
    ],
    text: [ABOVE],
  },
  {
    name: 'v2/doughnut-label',
    shows: [
      ['#56b4e9', LEFT, 8],
      ['#d55e00', BOTTOM, 8],
    ],
    text: [ABOVE, [0.44, 0.48, 0.56, 0.66]],
  },
  {
    name: 'v2/rounded-bars',
    shows: [['#0072b2', BOTTOM, 40]],
    text: [ABOVE, BELOW, BESIDE],
  },
  {
    name: 'v2/color-scheme',
    shows: [
      ['#9999ff', WHOLE, 10],
      ['#993366', WHOLE, 10],
    ],
    text: [ABOVE, BELOW, BESIDE],
  },
  {
    name: 'v2/tick-format',
    shows: [['#0072b2', BOTTOM_LEFT, 15]],
    text: [BELOW, [0, 0.15, 0.12, 0.9], ABOVE],
  },
  {
    name: 'v2/pie-of-thirteen',
    shows: [
      ['#882255', BOTTOM, 3],
      ['#f0e442', [0.3, 0, 0.5, 0.5], 8],
      ['#0072b2', TOP_RIGHT, 3],
    ],
    text: [ABOVE],
  },
  {
    name: 'v2/annotation-on-labels',
    shows: [
      ['#ff0000', [0.25, 0.1, 0.32, 0.95], 5],
      ['#eeeeff', RIGHT, 50],
    ],
    lacks: [['#eeeeff', [0, 0, 0.45, 1]]],
    text: [ABOVE, BELOW, BESIDE],
  },
  {
    name: 'v2/bars-without-labels',
    shows: [['#0072b2', BOTTOM, 50]],
    text: [BELOW, BESIDE],
  },
];
