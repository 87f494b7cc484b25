import * as part from '../corpus-chart.js';
import type { CorpusChart } from '../corpus-chart.js';

const { ABOVE, BELOW, BESIDE, BOTTOM, BOTTOM_LEFT, BOTTOM_RIGHT, LEFT, RIGHT, TOP, TOP_LEFT } = part;

/** Chart types and plugins for Chart.js 2. */
export const OLDER_TYPES: readonly CorpusChart[] = [
  {
    name: 'v2/line-tension',
    shows: [
      ['#e15759', TOP, 1.5],
      ['#4e79a7', BOTTOM, 0.8],
      ['#a0cbe8', [0.1, 0.82, 0.95, 0.88], 80],
    ],
    lacks: [['#a0cbe8', [0.05, 0.12, 1, 0.5]]],
    text: [BELOW, BESIDE],
  },
  {
    name: 'v2/annotation',
    shows: [
      ['#e15759', [0.06, 0.18, 1, 0.24], 15],
      ['#d4f0d4', [0.1, 0.52, 0.95, 0.68], 90],
      ['#4e79a7', TOP, 0.6],
    ],
    lacks: [
      ['#e15759', BOTTOM],
      ['#d4f0d4', TOP],
    ],
    text: [BELOW, BESIDE],
  },
  {
    name: 'v2/radar',
    shows: [
      ['#e15759', BOTTOM_LEFT, 0.7],
      ['#e15759', BOTTOM_RIGHT, 0.7],
    ],
    text: [
      [0.4, 0.12, 0.6, 0.24],
      [0.1, 0.4, 0.3, 0.55],
      [0.7, 0.4, 0.95, 0.55],
    ],
  },
  {
    name: 'v2/polar-area',
    shows: [
      ['#e15759', RIGHT, 4],
      ['#59a14f', BOTTOM, 9],
      ['#edc948', [0.4, 0.4, 0.5, 0.62], 25],
    ],
    lacks: [
      ['#e15759', [0, 0.15, 0.48, 1]],
      ['#59a14f', [0, 0.15, 1, 0.5]],
    ],
    text: [ABOVE],
  },
  {
    name: 'v2/pie',
    shows: [
      ['#4e79a7', RIGHT, 25],
      ['#e15759', BOTTOM_LEFT, 25],
      ['#59a14f', TOP_LEFT, 16],
    ],
    // Its labels are shown by default.
    text: [ABOVE, [0.6, 0.55, 0.67, 0.63]],
  },
  {
    name: 'v2/doughnut-half',
    shows: [
      ['#e15759', TOP_LEFT, 30],
      ['#bab0ac', BOTTOM_RIGHT, 25],
      ['#ffffff', [0.25, 0.75, 0.75, 0.9], 95],
    ],
    lacks: [['#bab0ac', [0, 0.12, 0.6, 1]]],
    text: [ABOVE],
  },
  {
    name: 'v2/datalabels',
    shows: [['#76b7b2', BOTTOM, 30]],
    text: [[0.2, 0.57, 0.35, 0.67], [0.5, 0.1, 0.65, 0.2], [0.8, 0.33, 0.95, 0.42], BELOW],
  },
  {
    name: 'v2/scatter',
    shows: [
      ['#4e79a7', [0.25, 0.4, 0.38, 0.5], 8],
      ['#4e79a7', [0.93, 0.05, 1, 0.2], 10],
    ],
    lacks: [['#4e79a7', [0.65, 0.2, 1, 1]]],
    text: [BELOW],
  },
  {
    name: 'v2/bubble',
    shows: [
      ['#f28e2b', [0.25, 0.15, 0.42, 0.4], 30],
      ['#f28e2b', LEFT, 3],
    ],
    text: [BELOW, BESIDE],
  },
  {
    name: 'v2/gradient',
    shows: [['#edc948', [0, 0.48, 1, 0.52], 1]],
    lacks: [
      ['#edc948', [0, 0.55, 1, 1]],
      ['#edc948', [0, 0, 1, 0.45]],
    ],
    text: [BELOW, BESIDE],
  },
  {
    name: 'v2/chinese',
    shows: [
      ['#e15759', LEFT, 25],
      ['#e15759', [0.6, 0.45, 0.95, 0.65], 50],
    ],
    lacks: [['#e15759', [0.65, 0.12, 1, 0.4]]],
    text: [
      [0.35, 0, 0.65, 0.13],
      [0.5, 0.15, 0.6, 0.23],
      [0, 0.25, 0.07, 0.9],
    ],
  },
];
