import { createRequire } from 'node:module';
import type * as ChartJs from 'chart.js';
import type { Plugin, Scale } from 'chart.js';
import type { TickFormat } from '../../../chart-spec/plugin-options.js';

const { Ticks } = createRequire(import.meta.url)('chart.js') as typeof ChartJs;

const NUMERIC_SCALES: ReadonlySet<string> = new Set(['linear', 'logarithmic', 'radialLinear']);

type Callback = (this: Scale, value: number | string, index: number, ticks: ChartJs.Tick[]) => unknown;

/**
 * Prints the numbers on axes, and in labels, in one format.
 *
 * @param scales - options of the axes as they were sent: an axis with its own callback keeps it
 */
export function tickFormatPlugin(format: TickFormat, scales: unknown): Plugin {
  const print = printer(format);
  const own = (scales ?? {}) as Readonly<Record<string, { ticks?: { callback?: unknown } } | undefined>>;
  const withCallback = new Set(Object.keys(own).filter((id) => own[id]?.ticks?.callback !== undefined));
  const { axisID, applyToDataLabels } = format;
  return {
    id: 'tickFormat',
    beforeUpdate: (chart) => {
      const numeric = Object.values(chart.scales).filter(({ type }) => NUMERIC_SCALES.has(type));
      for (const scale of numeric) {
        if (withCallback.has(scale.id) || (axisID !== undefined && axisID !== scale.id)) continue;
        (scale.options as unknown as { ticks: { callback: Callback } }).ticks.callback = callbackOf(
          scale,
          print,
        );
      }
      if (applyToDataLabels ?? numeric.length === 0) formatLabels(chart, print, applyToDataLabels === true);
    },
  };
}

/** Logarithmic axes print only some of their ticks. */
function callbackOf(scale: Scale, print: (value: unknown) => string | null): Callback {
  if (scale.type !== 'logarithmic') return print;
  const { logarithmic } = Ticks.formatters as unknown as Record<string, Callback>;
  return function (value, index, ticks) {
    return logarithmic!.call(this, value, index, ticks) === '' ? '' : print(value);
  };
}

interface Labels {
  formatter?: unknown;
}

/** @param isForced - also where labels have their own formatter */
function formatLabels(
  chart: ChartJs.Chart,
  print: (value: unknown) => string | null,
  isForced: boolean,
): void {
  const { plugins = {} } = chart.config.options as { plugins?: { datalabels?: Labels | false } };
  const all = chart.data.datasets.map((dataset) => (dataset as { datalabels?: Labels }).datalabels);
  for (const labels of [plugins.datalabels, ...all]) {
    if (typeof labels === 'object' && labels !== null && (isForced || labels.formatter === undefined)) {
      labels.formatter = print;
    }
  }
}

/** Prints a number, or what is one in the value of a label; other values stay as they are. */
function printer({ locale, prefix, suffix, number: options }: TickFormat): (value: unknown) => string | null {
  const format = new Intl.NumberFormat([locale, 'en-US'], options);
  const print = (value: unknown): string | null => {
    if (value === null || value === undefined) return null;
    if (Array.isArray(value)) return value.map(print).join(' – ');
    if (typeof value === 'object') return print(numberOf(value));
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    if (typeof number !== 'number') return null;
    if (!Number.isFinite(number)) return String(number);
    // Narrow spaces between digits, which our fonts do not have.
    return prefix + format.format(number).replaceAll('\u202f', '\u00a0') + suffix;
  };
  return print;
}

function numberOf({ x, y }: { readonly x?: unknown; readonly y?: unknown }): unknown {
  return y ?? x ?? null;
}
