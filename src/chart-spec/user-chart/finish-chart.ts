import { checkFormatters, withoutCalled } from './checks/check-formatters.js';
import { warnOfIdleNames } from './checks/check-names.js';
import { checkOptions } from './checks/check-options.js';
import { checkScales } from './checks/check-scales.js';
import type { ChartShape } from './checks/check-shape.js';
import { checkTimes } from './checks/check-times.js';
import { knownType } from './chart-types.js';
import { withColors } from './default-colors.js';
import { isObject, type JsonObject, objectOr } from './json.js';

/**
 * Holds a chart of Chart.js 4 to what can be drawn, and says for it what it left to defaults.
 *
 * @param warn - is told, in a sentence each, what has no effect or was left out
 * @throws ChartRefusal with the path of what cannot be drawn
 */
export function finishChart(chart: ChartShape, warn: (sentence: string) => void): ChartShape {
  warnOfIdleNames(chart, warn);
  const options = withoutCalled(chart.options, 'options', warn);
  showLabels(options);
  const scales = axesAlone(options);
  checkScales(scales);
  checkOptions(options, 'options');
  for (const [index, { data: _data, ...others }] of chart.data.datasets.entries()) {
    checkOptions(others, `data.datasets.${index}`);
  }
  checkTimes({ datasets: chart.data.datasets, labels: chart.data.labels ?? [], options });

  const type = knownType(chart.type) ?? chart.type;
  const datasets = withColors(type, chart.data.datasets.map(withKnownType), options);
  const finished: ChartShape = { ...chart, type, options, data: { ...chart.data, datasets } };
  checkFormatters(finished);
  return finished;
}

/** The axes, after what is none was taken out: Chart.js would stop at it. */
function axesAlone(options: JsonObject): JsonObject {
  const scales = objectOr(options['scales']);
  for (const [id, scale] of Object.entries(scales)) if (!isObject(scale)) delete scales[id];
  return scales;
}

/** Labels that a chart says anything about are shown, unless it says that they are not. */
function showLabels(options: JsonObject): void {
  const { datalabels } = objectOr(options['plugins']);
  if (isObject(datalabels)) datalabels['display'] ??= true;
}

function withKnownType(dataset: JsonObject): JsonObject {
  const type = knownType(dataset['type']);
  return type === undefined ? dataset : { ...dataset, type };
}
