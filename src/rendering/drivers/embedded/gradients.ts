import type { CanvasGradient, SKRSContext2D } from '@napi-rs/canvas';
import { type Gradient, gradientIn, gradientStops } from '../../../chart-spec/gradient.js';

interface Size {
  readonly widthPx: number;
  readonly heightPx: number;
}

/** A copy of a configuration with the canvas's gradients where it describes them. */
export function withGradients<T>(config: T, context: SKRSContext2D, size: Size): T {
  return copied(config, (gradient) => createGradient(gradient, context, size)) as T;
}

function copied(value: unknown, create: (gradient: Gradient) => CanvasGradient): unknown {
  if (Array.isArray(value)) return value.map((item) => copied(item, create));
  if (value === null || typeof value !== 'object') return value;
  const gradient = gradientIn(value);
  if (gradient !== undefined) return create(gradient);
  // Defines what it is given: a property named `__proto__` stays one.
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copied(item, create)]));
}

/** What QuickChart's `getGradientFillHelper` makes: from the top, from the left, or from the corner of both. */
function createGradient(gradient: Gradient, context: SKRSContext2D, size: Size): CanvasGradient {
  const { direction, width = size.widthPx, height = size.heightPx } = gradient;
  const right = direction === 'vertical' ? 0 : width;
  const bottom = direction === 'horizontal' ? 0 : height;
  const fill = context.createLinearGradient(0, 0, right, bottom);
  for (const { offset, color } of gradientStops(gradient)) fill.addColorStop(offset, color);
  // Chart.js tells colours from options by this name, which the gradients of browsers have.
  return Object.defineProperty(fill, Symbol.toStringTag, { value: 'CanvasGradient' });
}
