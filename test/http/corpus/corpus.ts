import type { CorpusChart } from './corpus-chart.js';
import { BARS } from './expected/bars.js';
import { LINES } from './expected/lines.js';
import { OLDER_AXES } from './expected/older-axes.js';
import { OLDER_TYPES } from './expected/older-types.js';
import { PLUGINS } from './expected/plugins.js';
import { QUICKCHART } from './expected/quickchart.js';
import { ROUND } from './expected/round.js';
import { TEXTS } from './expected/texts.js';

/** Specifications as people write them for QuickChart, and the expectations of their images. */
export const CORPUS: readonly CorpusChart[] = [
  ...BARS,
  ...LINES,
  ...ROUND,
  ...PLUGINS,
  ...TEXTS,
  ...OLDER_AXES,
  ...OLDER_TYPES,
  ...QUICKCHART,
];
