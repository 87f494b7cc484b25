import { checkOptions } from '../check-options.js';
import type { ChartShape } from '../check-shape.js';
import { type JsonObject, objectOr } from '../json.js';
import { expandGauge } from './gauge.js';
import { expandOutlabeled } from './outlabeled.js';
import { expandProgressBar } from './progress-bar.js';
import { expandRadialGauge } from './radial-gauge.js';
import { expandSparkline } from './sparkline.js';

/** A chart type of QuickChart that is drawn as another type with certain options. */
interface SimpleType {
  /** The type of Chart.js 2 whose rules apply to its options, if it is one of its types. */
  readonly translateAs?: string;
  /** Options and properties of datasets that no other type has; they are the same in each version. */
  readonly ownOptions?: readonly string[];
  readonly ownInDatasets?: readonly string[];
  /**
   * Turns the chart, whose options are those of Chart.js 4, into one that Chart.js 4 can draw.
   *
   * @throws ChartRefusal with the path of what is wrong
   */
  readonly expand: (chart: ChartShape, given: ChartShape) => ChartShape;
}

const SIMPLE_TYPES: ReadonlyMap<string, SimpleType> = new Map<string, SimpleType>([
  ['sparkline', { translateAs: 'line', expand: expandSparkline }],
  ['progressBar', { translateAs: 'bar', expand: expandProgressBar }],
  [
    'radialGauge',
    {
      ownOptions: ['domain', 'centerPercentage', 'trackColor', 'roundedCorners', 'centerArea'],
      expand: expandRadialGauge,
    },
  ],
  [
    'gauge',
    { ownOptions: ['needle', 'valueLabel'], ownInDatasets: ['value', 'minValue'], expand: expandGauge },
  ],
  ['outlabeledPie', { ownOptions: ['zoomOutPercentage'], expand: expandOutlabeled }],
  ['outlabeledDoughnut', { ownOptions: ['zoomOutPercentage'], expand: expandOutlabeled }],
]);

export const SIMPLE_TYPE_NAMES: readonly string[] = [...SIMPLE_TYPES.keys()];

/** Plugins that simple types add: a chart requests them by its type only. */
const PLUGINS_OF_TYPES = ['radialGauge', 'gauge'];

/**
 * Translates a chart whose type may be a simple one.
 *
 * @param translate - translates the chart to Chart.js 4, except for what only its simple type has
 * @param warn - receives a sentence for each option without effect
 * @throws ChartRefusal with the path of what cannot be drawn
 */
export function translateSimpleType(
  sent: ChartShape,
  translate: (chart: ChartShape) => ChartShape,
  warn: (sentence: string) => void,
): ChartShape {
  const given = withoutPluginsOfTypes(sent, warn);
  const simple = SIMPLE_TYPES.get(given.type);
  if (simple === undefined) return translate(given);
  const { translateAs = given.type, ownOptions = [], ownInDatasets = [], expand } = simple;
  const [own, options] = split(given.options, ownOptions);
  checkOptions(own, 'options');
  const parts = given.data.datasets.map((dataset) => split(dataset, ownInDatasets));
  const datasets = parts.map(([, others]) => others);
  const translated = translate({ ...given, type: translateAs, options, data: { ...given.data, datasets } });
  return expand(
    {
      ...translated,
      options: { ...translated.options, ...own },
      data: {
        ...translated.data,
        datasets: translated.data.datasets.map((dataset, index) => ({ ...dataset, ...parts[index]?.[0] })),
      },
    },
    given,
  );
}

function withoutPluginsOfTypes(chart: ChartShape, warn: (sentence: string) => void): ChartShape {
  const [ofTypes, plugins] = split(objectOr(chart.options['plugins']), PLUGINS_OF_TYPES);
  for (const name of Object.keys(ofTypes))
    warn(`options.plugins.${name} has no effect: set the type of the chart`);
  return Object.keys(ofTypes).length === 0 ? chart : { ...chart, options: { ...chart.options, plugins } };
}

/** Two objects: the properties of these names, and the others. */
function split(object: JsonObject, names: readonly string[]): [JsonObject, JsonObject] {
  const entries = Object.entries(object);
  return [
    Object.fromEntries(entries.filter(([name]) => names.includes(name))),
    Object.fromEntries(entries.filter(([name]) => !names.includes(name))),
  ];
}
