import { isObject, type JsonObject, objectOr } from '../json.js';
import { put } from './move.js';

const STARTS_AT_ZERO = new Set(['bar', 'line', 'scatter', 'bubble']);
const LABELLED = new Set(['pie', 'doughnut']);

/**
 * What Chart.js 2, and QuickChart on top of it, did where a chart did not say: written into the chart, because
 * Chart.js 4 does otherwise.
 *
 * @see the migration guide of Chart.js, 3.x, "Defaults"; QuickChart's documentation, "Chart.js defaults"
 */
export function applyDefaults(
  type: string,
  hadScales: boolean,
  options: JsonObject,
  datasets: JsonObject[],
): void {
  applyLineDefaults(type, options, datasets);
  applyScaleDefaults(type, hadScales, options);
  const plugins = objectOr(options['plugins']);
  if (plugins['datalabels'] === undefined) {
    put(options, 'plugins.datalabels', { display: LABELLED.has(type) });
  }
}

function applyLineDefaults(type: string, options: JsonObject, datasets: JsonObject[]): void {
  const line = objectOr(objectOr(options['elements'])['line']);
  for (const dataset of datasets) {
    const own = dataset['type'] ?? type;
    if (own !== 'line' && own !== 'radar') continue;
    const isDrawn = dataset['showLine'] !== false && options['showLine'] !== false;
    // Lines were filled, to the axis or to the middle.
    if (line['fill'] === undefined) dataset['fill'] ??= isDrawn && (own === 'radar' ? 'start' : 'origin');
    // QuickChart draws the lines of line charts straight; Chart.js 2 bent those of others, but for radar charts.
    if (line['tension'] === undefined) dataset['tension'] ??= own === 'radar' || type === 'line' ? 0 : 0.4;
  }
}

function applyScaleDefaults(type: string, hadScales: boolean, options: JsonObject): void {
  if (!STARTS_AT_ZERO.has(type)) return;
  const letter = options['indexAxis'] === 'y' ? 'x' : 'y';
  if (!hadScales) put(options, `scales.${letter}.beginAtZero`, true);
  // Bars of Chart.js 2 began at zero only where the chart said so.
  if (!hadScales || type !== 'bar') return;
  if (objectOr(options['scales'])[letter] === undefined) put(options, `scales.${letter}`, {});
  const scales = objectOr(options['scales']);
  const isStacked = Object.values(scales).some((scale) => objectOr(scale)['stacked'] === true);
  for (const [id, scale] of Object.entries(scales)) {
    // A stack holds nothing before it holds its first bar, and began there.
    if (isObject(scale) && id.startsWith(letter) && !isStacked) scale['beginAtZero'] ??= false;
  }
}
