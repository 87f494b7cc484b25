import { type ChartShape, ROUND_TYPES } from './check-shape.js';
import { type JsonObject, type JsonValue, isObject, objectOr } from './json.js';

/** Types whose points are placed by their labels. */
const LABELLED_TYPES: ReadonlySet<string> = new Set(['bar', 'line']);

/**
 * Adds the indices of the points as labels to a chart that has numbers but no labels.
 *
 * Chart.js places bars and points at the index of their label, and draws none where there is no label.
 */
export function withIndexLabels(
  data: ChartShape['data'],
  type: string,
  options: JsonObject,
): ChartShape['data'] {
  if ((data.labels?.length ?? 0) > 0 || !LABELLED_TYPES.has(type) || hasOtherLabels(data, options))
    return data;
  const counts = data.datasets.map((dataset) =>
    isPlaced(dataset, type) ? (dataset['data'] as JsonValue[]).length : 0,
  );
  const count = Math.max(0, ...counts);
  return count === 0 ? data : { ...data, labels: Array.from({ length: count }, (_, index) => index) };
}

/** Whether the points of a dataset are only values, whose place is that of their label. */
function isPlaced(dataset: JsonObject, type: string): boolean {
  const { data, type: ownType = type } = dataset;
  return (
    Array.isArray(data) &&
    !(typeof ownType === 'string' && ROUND_TYPES.has(ownType)) &&
    data.some((point) => point !== null) &&
    data.every((point) => !isObject(point))
  );
}

/** Whether an axis has its own labels, or places points by their values. */
function hasOtherLabels(data: JsonObject, options: JsonObject): boolean {
  if (data['xLabels'] !== undefined || data['yLabels'] !== undefined) return true;
  const letter = options['indexAxis'] === 'y' ? 'y' : 'x';
  return Object.entries(objectOr(options['scales'])).some(([id, scale]) => {
    if (!isObject(scale)) return false;
    const axis = typeof scale['axis'] === 'string' ? scale['axis'] : id.charAt(0);
    const { type = 'category', labels } = scale;
    return axis === letter && (type !== 'category' || labels !== undefined);
  });
}
