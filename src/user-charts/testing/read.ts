import { ChartRefusal, type JsonValue, readUserChart } from '../user-chart.js';

export const LIMITS = { maxBytes: 1_048_576, maxDepth: 32, maxPoints: 1_000 };

export function read(chart: string | JsonValue, version = '4', limits = LIMITS) {
  return readUserChart({ chart, version, background: 'white' }, limits);
}

/** The refusal of an invalid chart. */
export function refusalOf(chart: string | JsonValue, version = '4', limits = LIMITS): ChartRefusal {
  try {
    read(chart, version, limits);
  } catch (error) {
    if (error instanceof ChartRefusal) return error;
    throw error;
  }
  throw new Error('Expected a refusal');
}

/** A chart of two points with these options. */
export function withOptions(options: JsonValue, type = 'bar'): JsonValue {
  return {
    type,
    data: { labels: ['a', 'b'], datasets: [{ data: [1, 2], backgroundColor: 'red' }] },
    options,
  };
}
