import type { ChartSpec } from '../chart-spec.js';
import type { ChartLimits } from './chart-limits.js';
import { checkJson } from './checks/check-json.js';
import { checkShape } from './checks/check-shape.js';
import { unexpected } from './checks/expected.js';
import { descriptionOf, titleOf } from './describe-chart.js';
import { finishChart } from './finish-chart.js';
import type { JsonValue } from './json.js';
import { readLiteral } from './literal/read-literal.js';
import { translateV2, TYPES_OF_V2 } from './v2/translate-v2.js';

export type { ChartLimits } from './chart-limits.js';
export type { JsonValue } from './json.js';
export { ChartRefusal } from './chart-refusal.js';

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

const VERSION = /^([234])(?:\.\d{1,5}){0,2}$/;
const MAX_BACKGROUND_LENGTH = 100;
const MAX_WARNINGS = 100;

/**
 * Reads a specification, runs nothing, and translates it to Chart.js 4.
 *
 * @throws ChartRefusal when it is not data, not a chart, or beyond a limit
 */
export function readUserChart({ chart, version, background }: UserChart, limits: ChartLimits): ReadChart {
  const [, major] = VERSION.exec(version) ?? [];
  if (major === undefined) throw unexpected('version', 'that of Chart.js 2, 3 or 4, such as 2.9.4', version);
  if (background.length > MAX_BACKGROUND_LENGTH) {
    throw unexpected(
      'backgroundColor',
      `a colour of at most ${MAX_BACKGROUND_LENGTH} characters`,
      background,
    );
  }
  const warnings = new Set<string>();
  const warn = (sentence: string) => void (warnings.size < MAX_WARNINGS && warnings.add(sentence));

  const json = typeof chart === 'string' ? readLiteral(chart, limits) : chart;
  if (typeof chart !== 'string') checkJson(chart, limits);
  const isV2 = major === '2';
  const given = checkShape(json, isV2 ? TYPES_OF_V2 : [], limits);
  const finished = finishChart(isV2 ? translateV2(given, warn) : given, warn);
  const { type, data, options } = finished;
  return {
    spec: {
      config: { type, data, options } as unknown as ChartSpec['config'],
      background,
      title: titleOf(finished),
      description: descriptionOf(finished),
    },
    warnings: [...warnings],
  };
}
