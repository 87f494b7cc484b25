import * as part from '../corpus-chart.js';
import type { CorpusChart } from '../corpus-chart.js';

const { BELOW, BESIDE, BOTTOM, BOTTOM_LEFT, LEFT, RIGHT, TOP, TOP_LEFT, TOP_RIGHT } = part;
const { WHOLE } = part;

const AXES = [BELOW, BESIDE];

/** Plugins for Chart.js 4, and gradients. */
export const PLUGINS: readonly CorpusChart[] = [
  {
    name: 'v4/datalabels-bar',
    shows: [['#0072b2', RIGHT, 25]],
    text: [[0.12, 0.7, 0.25, 0.8], [0.8, 0.1, 0.95, 0.27], [0, 0.1, 0.08, 0.9], BELOW],
  },
  {
    name: 'v4/datalabels-horizontal',
    shows: [
      ['#0072b2', TOP, 25],
      ['#009e73', LEFT, 9],
      ['#e69f00', BOTTOM_LEFT, 10],
      ['#ffffff', [0.8, 0.1, 0.96, 0.27], 0.5],
    ],
    text: [BELOW],
  },
  {
    name: 'v4/datalabels-pie',
    shows: [
      ['#009e73', RIGHT, 25],
      ['#56b4e9', LEFT, 12],
      ['#e69f00', TOP_LEFT, 12],
    ],
    text: [[0.55, 0.48, 0.72, 0.58], [0.3, 0.42, 0.42, 0.52], [0.38, 0.2, 0.5, 0.32], BELOW],
  },
  {
    name: 'v4/datalabels-line',
    shows: [
      ['#ffe8d6', TOP, 0.8],
      ['#ffe8d6', BOTTOM, 2],
      ['#0072b2', BOTTOM, 0.5],
    ],
    text: [[0.3, 0.15, 0.45, 0.25], ...AXES],
  },
  {
    name: 'v4/annotation-line',
    shows: [
      ['#d55e00', [0.05, 0.3, 1, 0.45], 6],
      ['#009e73', [0.4, 0.12, 0.48, 0.9], 5],
      ['#0072b2', WHOLE, 0.5],
    ],
    lacks: [
      ['#d55e00', BOTTOM],
      ['#009e73', [0.5, 0.12, 1, 1]],
    ],
    text: AXES,
  },
  {
    name: 'v4/annotation-box',
    shows: [
      ['#fde8c8', TOP_RIGHT, 30],
      ['#0072b2', [0.73, 0.75, 1, 0.9], 40],
    ],
    lacks: [['#fde8c8', [0, 0, 0.7, 1]]],
    text: [[0.8, 0.12, 0.93, 0.22], ...AXES],
  },
  {
    name: 'v4/annotation-point-label',
    shows: [
      ['#d55e00', [0.48, 0.25, 0.56, 0.36], 20],
      ['#56b4e9', LEFT, 0.8],
    ],
    text: [[0.42, 0.15, 0.62, 0.22], ...AXES],
  },
  {
    name: 'v4/annotation-shapes',
    shows: [
      ['#cfe8f7', [0.15, 0.55, 0.45, 0.85], 50],
      ['#fbe0cf', [0.66, 0.15, 0.84, 0.47], 45],
      ['#202124', TOP_RIGHT, 0.1],
    ],
    lacks: [
      ['#cfe8f7', TOP],
      ['#fbe0cf', BOTTOM],
    ],
    text: [BELOW, BESIDE],
  },
  {
    name: 'v4/legend-right',
    shows: [
      ['#d62728', LEFT, 18],
      ['#1f77b4', [0.78, 0.5, 0.86, 0.65], 10],
    ],
    text: [[0.85, 0.4, 1, 0.65], BELOW],
  },
  {
    name: 'v4/legend-bottom',
    shows: [
      ['#d62728', [0, 0.92, 0.06, 1], 10],
      ['#1f77b4', [0.08, 0.92, 0.16, 1], 8],
      ['#d62728', TOP_LEFT, 0.7],
    ],
    text: [BELOW],
  },
  {
    name: 'v4/title-subtitle',
    shows: [
      ['#0072b2', [0, 0, 0.25, 0.2], 3],
      ['#e69f00', BOTTOM, 40],
    ],
    lacks: [['#0072b2', RIGHT]],
    text: [[0, 0.2, 0.35, 0.3], BELOW],
  },
  {
    name: 'v4/gradient-bars',
    shows: [['#a336eb', [0, 0.48, 1, 0.52], 1]],
    lacks: [['#a336eb', [0, 0.55, 1, 1]]],
    text: AXES,
  },
  {
    name: 'v4/gradient-area',
    shows: [['#ffd600', [0.48, 0.2, 0.53, 0.9], 1]],
    lacks: [['#ffd600', [0, 0, 0.4, 1]]],
    text: AXES,
  },
];
