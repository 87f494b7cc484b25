import type { PictureFormat, RenderRequest } from '../../chart-renderer.port.js';

// About the time that a format takes for a pixel, where a PNG takes 1.
const FORMAT_WEIGHTS: Readonly<Partial<Record<PictureFormat, number>>> = { webp: 2, jpeg: 2, avif: 8 };
// A point of a line takes about as long as this many pixels.
const PIXELS_PER_POINT = 200;
// Four to eight times what a chart of common size takes.
const LARGE = 4_000_000;

/** Whether a picture takes so long that others should not wait for it. */
export function isLarge({ spec, format, widthPx, heightPx, pixelRatio }: RenderRequest): boolean {
  const pixels = widthPx * heightPx * pixelRatio * pixelRatio * (FORMAT_WEIGHTS[format] ?? 1);
  return pixels + pointsOf(spec.config.data) * PIXELS_PER_POINT > LARGE;
}

function pointsOf({ datasets }: RenderRequest['spec']['config']['data']): number {
  return datasets.reduce((points, { data }) => points + (data as readonly unknown[]).length, 0);
}
