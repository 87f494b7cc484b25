import * as part from '../corpus-chart.js';
import type { CorpusChart } from '../corpus-chart.js';

const { ABOVE, BELOW, BOTTOM, BOTTOM_LEFT, BOTTOM_RIGHT, LEFT, RIGHT, TOP, TOP_LEFT, TOP_RIGHT } = part;

/** Round charts and points for Chart.js 4. */
export const ROUND: readonly CorpusChart[] = [
  {
    name: 'v4/pie',
    shows: [
      ['#0072b2', RIGHT, 25],
      ['#e69f00', BOTTOM_LEFT, 25],
      ['#d55e00', LEFT, 7],
      ['#009e73', TOP_LEFT, 7],
    ],
    lacks: [
      ['#0072b2', [0, 0.15, 0.48, 1]],
      ['#e69f00', [0.52, 0.15, 1, 1]],
    ],
    text: [ABOVE],
  },
  {
    name: 'v4/doughnut',
    shows: [
      ['#d55e00', RIGHT, 8],
      ['#e69f00', BOTTOM_LEFT, 8],
      ['#009e73', LEFT, 8],
      ['#ffffff', [0.3, 0.45, 0.45, 0.7], 95],
    ],
    text: [ABOVE, [0.85, 0.4, 1, 0.7]],
  },
  {
    name: 'v4/doughnut-half',
    shows: [
      ['#009e73', TOP_LEFT, 30],
      ['#e8eaed', BOTTOM_RIGHT, 18],
      ['#ffffff', [0.3, 0.5, 0.7, 0.6], 95],
    ],
    lacks: [['#e8eaed', LEFT]],
    text: [[0.4, 0.55, 0.6, 0.8]],
  },
  {
    name: 'v4/doughnut-rings',
    shows: [
      ['#0072b2', TOP_RIGHT, 8],
      ['#d55e00', BOTTOM, 8],
      ['#009e73', TOP_LEFT, 8],
      ['#56b4e9', TOP_RIGHT, 5],
      ['#e69f00', BOTTOM_RIGHT, 8],
      ['#cc79a7', LEFT, 4],
    ],
    text: [ABOVE],
  },
  {
    name: 'v4/polar-area',
    shows: [
      ['#d55e00', TOP_RIGHT, 10],
      ['#009e73', BOTTOM_RIGHT, 15],
      ['#e69f00', [0.5, 0.5, 0.7, 0.75], 10],
      ['#56b4e9', [0.48, 0.45, 0.6, 0.65], 15],
      ['#0072b2', TOP, 8],
    ],
    text: [[0.05, 0.25, 0.25, 0.75]],
  },
  {
    name: 'v4/radar',
    shows: [
      ['#d55e00', TOP, 0.4],
      ['#0072b2', [0.25, 0.5, 0.45, 0.8], 0.8],
    ],
    text: [ABOVE, BELOW, [0.68, 0.3, 0.85, 0.5], [0.15, 0.3, 0.35, 0.5]],
  },
  {
    name: 'v4/radar-scale',
    shows: [
      ['#009e73', BOTTOM, 0.7],
      ['#009e73', [0.35, 0.3, 0.65, 0.6], 1],
    ],
    text: [
      [0.45, 0.12, 0.55, 0.22],
      [0.25, 0.38, 0.35, 0.5],
    ],
  },
  {
    name: 'v4/transparent',
    shows: [
      ['#009e73', RIGHT, 20],
      ['#d55e00', TOP_LEFT, 18],
    ],
    lacks: [['#ffffff', [0, 0.15, 1, 1]]],
    text: [ABOVE],
    background: 'transparent',
  },
  {
    name: 'v4/scatter',
    shows: [
      ['#d55e00', [0, 0.55, 0.65, 1], 0.5],
      ['#0072b2', TOP_RIGHT, 0.8],
    ],
    lacks: [
      ['#d55e00', [0, 0.12, 1, 0.5]],
      ['#0072b2', BOTTOM_LEFT],
    ],
    text: [BELOW],
  },
  {
    name: 'v4/bubble',
    shows: [
      ['#e69f00', [0.24, 0.35, 0.38, 0.65], 20],
      ['#e69f00', [0.7, 0.25, 0.82, 0.45], 25],
      ['#009e73', [0.15, 0.5, 0.7, 0.8], 0.5],
    ],
    text: [ABOVE, BELOW],
  },
  {
    name: 'v4/scatter-logarithmic',
    shows: [
      ['#0072b2', [0.13, 0.7, 0.2, 0.82], 8],
      ['#0072b2', [0.7, 0.25, 0.82, 0.4], 5],
      ['#0072b2', [0.9, 0.06, 1, 0.2], 6],
    ],
    text: [BELOW, [0, 0.1, 0.14, 0.8]],
  },
  {
    name: 'v4/mixed-scatter-trend',
    shows: [
      ['#0072b2', TOP_RIGHT, 0.8],
      ['#d55e00', BOTTOM_LEFT, 0.4],
    ],
    lacks: [['#d55e00', [0.05, 0.15, 0.4, 0.5]]],
    text: [BELOW],
  },
];
