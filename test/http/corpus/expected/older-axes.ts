import * as part from '../corpus-chart.js';
import type { CorpusChart } from '../corpus-chart.js';

const { ABOVE, AT_THE_RIGHT, BELOW, BESIDE, BOTTOM, BOTTOM_LEFT, BOTTOM_RIGHT, LEFT, RIGHT, TOP } = part;
const { TOP_LEFT, TOP_RIGHT, WHOLE } = part;

const AXES = [BELOW, BESIDE];

/** Axes, legends and titles for Chart.js 2 and 3. */
export const OLDER_AXES: readonly CorpusChart[] = [
  {
    name: 'v3/line',
    shows: [
      ['#4bc0c0', TOP_RIGHT, 1],
      ['#dddddd', WHOLE, 2],
    ],
    text: [ABOVE, ...AXES],
  },
  {
    name: 'v3/bar-horizontal',
    shows: [
      ['#ff6384', TOP_LEFT, 20],
      ['#ff9f40', LEFT, 10],
      ['#36a2eb', BOTTOM_RIGHT, 20],
    ],
    lacks: [['#ff9f40', [0.78, 0.15, 1, 1]]],
    text: [BELOW],
  },
  {
    name: 'v3/names-of-v2',
    shows: [['#0072b2', BOTTOM, 40]],
    text: [ABOVE, BELOW],
    warns: ['options.legend has no effect', 'options.tooltips has no effect', 'options.title has no effect'],
  },
  {
    name: 'v2/bar',
    shows: [
      ['#4e79a7', BOTTOM, 8],
      ['#f28e2b', TOP_RIGHT, 12],
    ],
    text: AXES,
  },
  { name: 'v2/default-colors', shows: [['#0072b2', BOTTOM, 30]], text: AXES },
  {
    name: 'v2/horizontal-bar',
    shows: [
      ['#e15759', RIGHT, 7],
      ['#4e79a7', LEFT, 6],
    ],
    lacks: [
      ['#e15759', [0, 0.12, 0.45, 1]],
      ['#4e79a7', [0.55, 0.12, 0.78, 1]],
    ],
    text: [ABOVE, BELOW, [0, 0.15, 0.1, 0.9], [0.88, 0.4, 1, 0.65]],
  },
  {
    name: 'v2/axes',
    shows: [
      ['#4e79a7', TOP_RIGHT, 1],
      ['#4e79a7', BOTTOM_LEFT, 1],
      ['#e15759', BELOW, 0.05],
    ],
    text: [
      [0, 0.84, 1, 0.92],
      [0, 0.2, 0.04, 0.8],
      [0.04, 0.1, 0.09, 0.9],
    ],
  },
  {
    name: 'v2/two-axes',
    shows: [
      ['#4e79a7', BOTTOM, 30],
      ['#59a14f', TOP_LEFT, 1],
    ],
    text: [BELOW, BESIDE, AT_THE_RIGHT],
  },
  {
    name: 'v2/stacked',
    shows: [
      // The first one starts at zero, under the second.
      ['#4e79a7', [0.08, 0.75, 0.25, 0.9], 20],
      ['#4e79a7', BOTTOM_RIGHT, 20],
      ['#f28e2b', TOP_RIGHT, 20],
    ],
    lacks: [['#4e79a7', [0, 0.12, 1, 0.35]]],
    text: AXES,
  },
  {
    name: 'v2/grid-lines',
    shows: [
      ['#e15759', [0.03, 0.12, 0.1, 0.95], 5],
      ['#4e79a7', BOTTOM, 40],
    ],
    lacks: [['#00ff00', WHOLE]],
    text: [BELOW],
    warns: ['zeroLineColor is not translated'],
  },
  {
    name: 'v2/time-axis',
    shows: [
      ['#59a14f', [0.06, 0.12, 0.25, 0.5], 2],
      ['#59a14f', [0.2, 0.6, 0.4, 0.9], 1],
    ],
    lacks: [['#59a14f', [0.5, 0.6, 1, 1]]],
    text: AXES,
  },
  {
    name: 'v2/time-parser',
    shows: [
      ['#b07aa1', BOTTOM_LEFT, 20],
      ['#b07aa1', [0.4, 0.32, 0.6, 0.5], 60],
    ],
    lacks: [['#b07aa1', [0, 0.12, 1, 0.28]]],
    text: [BELOW],
  },
  {
    name: 'v2/logarithmic',
    shows: [
      ['#f28e2b', BOTTOM_LEFT, 1.2],
      ['#f28e2b', TOP_RIGHT, 1.2],
    ],
    lacks: [['#f28e2b', [0.5, 0.6, 1, 1]]],
    text: [BELOW, [0, 0.1, 0.08, 0.95]],
  },
  {
    name: 'v2/legend-title-tooltips',
    shows: [
      ['#4e79a7', [0, 0.3, 0.1, 0.7], 2],
      ['#e15759', BELOW, 0.05],
      ['#76b7b2', TOP, 20],
    ],
    lacks: [['#4e79a7', [0.1, 0, 1, 1]]],
    text: [[0.2, 0.83, 1, 0.9]],
  },
  {
    name: 'v2/untranslated',
    shows: [['#4e79a7', BOTTOM, 40]],
    lacks: [['#ff0000', WHOLE]],
    text: [ABOVE, BELOW],
    warns: [
      ...['somethingNew', 'options.unheardOf', 'options.plugins.zoom', 'options.plugins.backgroundImageUrl'],
      'zeroLineColor',
    ],
  },
];
