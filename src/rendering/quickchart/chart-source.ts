import { type Pattern, patternIn } from '../../chart-spec/pattern.js';
import { functionIn } from '../../chart-functions/function-source.js';
import { type ChartSpec, type Gradient, gradientIn, requestedPlugins } from '../../chart-spec/chart-spec.js';
import { formatterSource, isFormatterName, replaceFormatters } from '../../chart-spec/formatters.js';

/** A JavaScript expression within data. */
class Source {
  constructor(readonly text: string) {}
}

/** A configuration as JavaScript for QuickChart, with functions in place of named formatters and gradients. */
export function chartSource({ type, data, options }: ChartSpec['config']): string {
  const { plugins, datasets } = requestedPlugins({ type, data, options });
  const config: unknown = { type, data: { ...data, datasets }, options: { ...options, plugins } };
  const toSource = (value: unknown) => (isFormatterName(value) ? new Source(formatterSource(value)) : value);
  return sourceOf(replaceFormatters(config, toSource));
}

function sourceOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sourceOf).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null);
  if (value instanceof Source) return value.text;
  const source = functionIn(value);
  if (source !== undefined) return `(${source}\n)`;
  const pattern = patternIn(value);
  if (pattern !== undefined) return patternSource(pattern);
  const gradient = gradientIn(value);
  if (gradient !== undefined) return gradientSource(gradient);
  const properties = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    // In brackets, so that `__proto__` becomes a property instead of the prototype.
    .map(([key, item]) => `[${JSON.stringify(key)}]:${sourceOf(item)}`);
  return `{${properties.join(',')}}`;
}

function gradientSource({ direction, colors, stops, line, width, height }: Gradient): string {
  if (stops !== undefined) {
    return `getGradientFill(${JSON.stringify(stops)}${line === undefined ? '' : `,${JSON.stringify(line)}`})`;
  }
  const parts = [direction, colors, { width, height }].map((part) => JSON.stringify(part));
  return `getGradientFillHelper(${parts.join(',')})`;
}

function patternSource({ shape, color, patternColor, size }: Pattern): string {
  const given = [shape, color, patternColor, size].map((part) => JSON.stringify(part) ?? 'undefined');
  return `pattern.draw(${given.join(',')})`;
}
