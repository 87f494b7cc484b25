import { numberOf } from './lenient.js';

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}

type Bounds = readonly [min: number, max: number];

const SIZE_PX: Bounds = [-10_000, 10_000];
const FONT_PX: Bounds = [0, 1_000];
const BLUR_PX: Bounds = [0, 100];
const DEGREES: Bounds = [-720, 720];

/**
 * Bounds of options whose numbers determine the amount of work.
 *
 * Chart.js and the plugins loop `count` times over ticks, `sides` times over corners, and once for each full turn of
 * `circumference` and `angle`; a negative `sampleSize` loops endlessly. Beyond the other bounds an image does not
 * improve.
 */
const BOUNDS: ReadonlyMap<string, Bounds> = new Map<string, Bounds>([
  ['count', [0, 1_000]],
  ['maxTicksLimit', [0, 1_000]],
  ['sampleSize', [0, 100_000]],
  ['precision', [0, 20]],
  ['sides', [0, 1_000]],
  ['samples', [0, 100_000]],
  ['circumference', DEGREES],
  ['angle', DEGREES],
  ['lineHeight', [0, 100]],
  ['shadowBlur', BLUR_PX],
  ['textShadowBlur', BLUR_PX],
  ...words('fontSize minSize maxSize').map((name): [string, Bounds] => [name, FONT_PX]),
  ...words('valuePrecision percentPrecision').map((name): [string, Bounds] => [name, [0, 20]]),
  ...words('radiusPercentage widthPercentage lengthPercentage bottomMarginPercentage').map(
    (name): [string, Bounds] => [name, [-1_000, 1_000]],
  ),
  ['centerPercentage', [0, 100]],
  ...words('radius pointRadius hoverRadius pointHoverRadius hitRadius pointHitRadius').map(
    (name): [string, Bounds] => [name, [0, SIZE_PX[1]]],
  ),
  ...words(`
    borderWidth pointBorderWidth hoverBorderWidth lineWidth textStrokeWidth borderRadius padding
    boxWidth boxHeight boxPadding tickLength autoSkipPadding backdropPadding barThickness
    maxBarThickness minBarLength inflateAmount spacing hoverOffset cornerRadius xAdjust yAdjust
    xPadding yPadding arrowSize labelOffset borderDashOffset dashOffset stretch paddingPx
  `).map((name): [string, Bounds] => [name, SIZE_PX]),
]);

/** Options that are lengths of dashes and gaps. */
const DASH_OPTIONS: ReadonlySet<string> = new Set(['borderDash', 'dash']);

/** Whether Skia can render a dash pattern: it refuses negative lengths and patterns without length. */
function isDashPattern(value: unknown): boolean {
  if (!Array.isArray(value) || value.length === 0) return true;
  const lengths = value.map((length) => numberOf(length) ?? NaN);
  return (
    lengths.every((length) => length >= 0 && length <= SIZE_PX[1]) &&
    lengths.reduce((sum, length) => sum + length, 0) >= 1
  );
}

/** The properties of an option that has a number for each side, corner or direction. */
const SIDES = words('top right bottom left x y topLeft topRight bottomLeft bottomRight');

/** What is wrong with the value of an option. */
interface OptionProblem {
  readonly expected: string;
  readonly found: unknown;
  /** Where in the value, such as `.size`. */
  readonly inside: string;
}

/**
 * Checks that the value of an option can be rendered in reasonable time.
 *
 * Only numbers are checked: other wrong or missing values do no harm.
 */
export function problemOfOption(name: string, value: unknown): OptionProblem | undefined {
  if (DASH_OPTIONS.has(name) && !isDashPattern(value)) {
    return { expected: 'lengths from 0 to 10000 that add up to at least 1 pixel', found: value, inside: '' };
  }
  const isFont = name === 'font' && typeof value === 'object' && value !== null;
  if (isFont) return outside((value as Record<string, unknown>)['size'], FONT_PX, '.size');
  const bounds = BOUNDS.get(name);
  return bounds === undefined ? undefined : outside(value, bounds, '');
}

function outside(value: unknown, [min, max]: Bounds, inside: string): OptionProblem | undefined {
  const found = numbersIn(value).find((number) => number < min || number > max);
  return found === undefined ? undefined : { expected: `between ${min} and ${max}`, found, inside };
}

/** The numbers in the value of an option: itself, in a text such as `"12px"`, in an array, or one for each side. */
function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  if (typeof value === 'string') return [Number.parseFloat(value)].filter(Number.isFinite);
  if (Array.isArray(value)) return value.filter((item) => typeof item === 'number');
  if (typeof value !== 'object' || value === null) return [];
  const sides = value as Record<string, unknown>;
  return SIDES.flatMap((side) => (typeof sides[side] === 'number' ? [sides[side]] : []));
}
