/** What an option may be from and to. */
export type Bounds = readonly [least: number, greatest: number];

const SIZE_PX: Bounds = [-10_000, 10_000];
const FONT_PX: Bounds = [0, 1_000];
const BLUR_PX: Bounds = [0, 100];
const DEGREES: Bounds = [-720, 720];

/**
 * Options, by their names, whose numbers decide how much work there is.
 *
 * Chart.js and the plugins loop `count` times over ticks, `sides` times over corners, and once for each full turn of
 * `circumference` and `angle`; a negative `sampleSize` ends never; a picture does not get better beyond the others.
 */
export const BOUNDS: ReadonlyMap<string, Bounds> = new Map<string, Bounds>([
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
  ['fontSize', FONT_PX],
  ...['radius', 'pointRadius', 'hoverRadius', 'pointHoverRadius', 'hitRadius', 'pointHitRadius'].map(
    (name): [string, Bounds] => [name, [0, SIZE_PX[1]]],
  ),
  ...[
    ...[
      'borderWidth',
      'pointBorderWidth',
      'hoverBorderWidth',
      'lineWidth',
      'textStrokeWidth',
      'borderRadius',
    ],
    ...['padding', 'boxWidth', 'boxHeight', 'boxPadding', 'tickLength', 'autoSkipPadding', 'backdropPadding'],
    ...[
      'barThickness',
      'maxBarThickness',
      'minBarLength',
      'inflateAmount',
      'spacing',
      'hoverOffset',
      'cornerRadius',
    ],
    ...[
      'xAdjust',
      'yAdjust',
      'xPadding',
      'yPadding',
      'arrowSize',
      'labelOffset',
      'borderDashOffset',
      'dashOffset',
    ],
  ].map((name): [string, Bounds] => [name, SIZE_PX]),
]);

/** `size` is a font's alone: annotations and data have other sizes. */
export const FONT_BOUNDS: ReadonlyMap<string, Bounds> = new Map([['size', FONT_PX]]);

/** Lengths of dashes and gaps. */
export const DASH_NAMES: ReadonlySet<string> = new Set(['borderDash', 'dash']);

/** Whether dashes can be drawn: Skia refuses negative ones and those that lead nowhere. */
export function areDashes(value: unknown): boolean {
  if (!Array.isArray(value) || value.length === 0) return true;
  const lengths = value.filter((length) => typeof length === 'number' && length >= 0 && length <= SIZE_PX[1]);
  return (
    lengths.length === value.length && (lengths as number[]).reduce((sum, length) => sum + length, 0) >= 1
  );
}

/** Numbers that stand for one property: itself, those of an array, and those of its sides or corners. */
export const SIDES: readonly string[] = [
  ...['top', 'right', 'bottom', 'left', 'x', 'y'],
  ...['topLeft', 'topRight', 'bottomLeft', 'bottomRight'],
];
