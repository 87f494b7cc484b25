import type { ChartShape } from '../check-shape.js';
import { PALETTE } from '../colors/default-colors.js';
import { type JsonObject, type JsonValue, objectOr, unexpected } from '../json.js';
import { flagOf, numberOf } from '../../chart-spec/lenient.js';
import { defined, fontOf, setsPlugin, valuesOf, withDefaults, withPlugin } from './defaults.js';

/** More than half of any ring's thickness: its ends are round. */
const ROUND_PX = 10_000;

/**
 * A ring that shows one value, with a text in its centre.
 *
 * @see https://github.com/pandameister/chartjs-chart-radial-gauge#options
 */
export function expandRadialGauge(chart: ChartShape, given: ChartShape): ChartShape {
  const { domain, centerPercentage, trackColor, roundedCorners, centerArea, ...options } = chart.options;
  const [start, end] = domainOf(domain);
  const [dataset = { data: [] }] = chart.data.datasets;
  const [first] = valuesOf(dataset);
  const value = numberOf(first) ?? start;
  const ratio = Math.min(1, Math.max(0, (value - start) / (end - start)));
  const isRound = roundedCorners === undefined || flagOf(roundedCorners);
  const ring: JsonObject = {
    ...dataset,
    data: [ratio, 1 - ratio],
    backgroundColor: [firstOf(dataset['backgroundColor']) ?? PALETTE[0] ?? null, 'transparent'],
    borderColor: [firstOf(dataset['borderColor']) ?? '#fff', 'transparent'],
    borderWidth: [numberOf(firstOf(dataset['borderWidth']) ?? null) ?? 0, 0],
    ...(isRound && { borderRadius: ROUND_PX }),
  };
  const drawn = withPlugin(
    withDefaults(options, {
      cutout: `${numberOf(centerPercentage) ?? 80}%`,
      plugins: {
        legend: { display: false },
        ...(!setsPlugin(given, 'datalabels') && { datalabels: { display: false } }),
      },
    }),
    'radialGauge',
    {
      value,
      trackColor: trackColor ?? 'rgb(204, 221, 238)',
      roundedCorners: isRound,
      center: centerOf(objectOr(centerArea)),
    },
  );
  return { ...chart, type: 'doughnut', options: drawn, data: { ...chart.data, datasets: [ring] } };
}

function domainOf(domain: JsonValue | undefined): [number, number] {
  if (domain === undefined || domain === null) return [0, 100];
  const [start, end] = Array.isArray(domain) ? domain.map(numberOf) : [];
  if (start !== undefined && end !== undefined && start < end) return [start, end];
  throw unexpected('options.domain', 'two numbers, of which the second is greater', domain);
}

function centerOf(area: JsonObject): JsonObject {
  const { text, formatter, displayText, subText, fontColor, backgroundColor, padding } = area;
  const isText = typeof text === 'string' || typeof text === 'number';
  return defined({
    text: isText ? String(text) : undefined,
    // What is neither a text nor a number stands for a function of the value.
    formatter: isText ? undefined : (text ?? formatter),
    isTextShown: displayText === undefined || flagOf(displayText),
    subText: typeof subText === 'string' || typeof subText === 'number' ? String(subText) : undefined,
    font: fontOf(area),
    color: fontColor,
    backgroundColor,
    paddingPx: numberOf(padding) ?? 4,
  });
}

/** The first of several values, or the only one. */
function firstOf(value: JsonValue | undefined): JsonValue | undefined {
  return Array.isArray(value) ? value[0] : value;
}
