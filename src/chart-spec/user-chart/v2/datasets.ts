import { isObject, type JsonObject, type JsonValue } from '../json.js';
import type { Translation } from './translation.js';

const RENAMED = new Map([
  ['lineTension', 'tension'],
  ['steppedLine', 'stepped'],
]);

/** Properties of datasets that are what they were. */
const KEPT: ReadonlySet<string> = new Set([
  ...[
    'label',
    'hidden',
    'order',
    'stack',
    'weight',
    'clip',
    'datalabels',
    'showLine',
    'spanGaps',
    'tension',
    'stepped',
  ],
  ...[
    'backgroundColor',
    'borderColor',
    'borderWidth',
    'borderSkipped',
    'borderAlign',
    'borderDash',
    'borderDashOffset',
  ],
  ...[
    'borderCapStyle',
    'borderJoinStyle',
    'cubicInterpolationMode',
    'pointBackgroundColor',
    'pointBorderColor',
  ],
  ...['pointBorderWidth', 'pointRadius', 'pointStyle', 'pointRotation', 'pointHitRadius', 'pointHoverRadius'],
  ...['pointHoverBackgroundColor', 'pointHoverBorderColor', 'pointHoverBorderWidth', 'hoverBackgroundColor'],
  ...[
    'hoverBorderColor',
    'hoverBorderWidth',
    'hoverRadius',
    'hitRadius',
    'radius',
    'rotation',
    'barPercentage',
  ],
  ...['categoryPercentage', 'barThickness', 'maxBarThickness', 'minBarLength'],
]);

/** What a line is filled to, by the names of Chart.js 2 that are no longer. */
const FILLS = new Map<JsonValue, JsonValue>([
  ['zero', 'origin'],
  ['top', 'end'],
  ['bottom', 'start'],
]);

/** A dataset of Chart.js 2 with the names that Chart.js 4 has for its properties. */
export function translateDataset(
  dataset: JsonObject,
  path: string,
  { axisId, leave }: Translation,
): JsonObject {
  const translated: JsonObject = {};
  for (const [name, value] of Object.entries(dataset)) {
    if (name === 'data') translated[name] = translateData(value);
    else if (name === 'fill') translated[name] = FILLS.get(value) ?? value;
    else if (name === 'type') Object.assign(translated, translateType(value));
    else if (name === 'xAxisID' || name === 'yAxisID') translated[name] = axisIdOf(value, axisId);
    else if (KEPT.has(name)) translated[name] = value;
    else if (RENAMED.has(name)) translated[RENAMED.get(name) ?? name] = value;
    else leave(`${path}.${name}`);
  }
  return translated;
}

function translateType(type: JsonValue): JsonObject {
  return type === 'horizontalBar' ? { type: 'bar', indexAxis: 'y' } : { type };
}

function axisIdOf(id: JsonValue, axisId: Translation['axisId']): JsonValue {
  return typeof id === 'string' ? axisId(id) : id;
}

/** A point's time could be called `t`. */
function translateData(data: JsonValue): JsonValue {
  if (!Array.isArray(data)) return data;
  return data.map((point) => {
    if (!isObject(point) || point['t'] === undefined || point['x'] !== undefined) return point;
    const { t, ...others } = point;
    return { x: t, ...others };
  });
}
