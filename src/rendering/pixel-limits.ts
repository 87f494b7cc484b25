import type { PictureFormat } from './chart-renderer.port.js';

// Encoders' own memory, where the canvas and the pixels read off it are 128 MB: for 16 million pixels 190 MB of
// libjpeg, 250 MB of libwebp, 540 MB of libaom, and next to none for PNG.
const PIXEL_WEIGHTS: Readonly<Partial<Record<PictureFormat, number>>> = { jpeg: 2, webp: 2, avif: 4 };

/**
 * How many pixels a picture of a format may have.
 *
 * @param maxPixels - of a picture whose encoder takes no memory to speak of
 */
export function mostPixels(format: PictureFormat, maxPixels: number): number {
  return Math.floor(maxPixels / (PIXEL_WEIGHTS[format] ?? 1));
}
