import sharp from 'sharp';
import type { RenderRequest } from '../../../chart-renderer.port.js';
import { giveBackCanvas, takeCanvas } from '../canvas-pool.js';
import { drawChart } from '../draw-chart.js';

// No two pictures are alike, and one thread for each picture leaves the other cores to the other pictures.
sharp.cache(false);
sharp.concurrency(1);

/** Draws pixels and encodes them as PNG. */
export async function drawPng({ spec, widthPx, heightPx }: RenderRequest): Promise<Uint8Array> {
  const canvas = takeCanvas(widthPx, heightPx);
  const pixels = drawChart(canvas, spec, () => canvas.data());
  giveBackCanvas(canvas);

  // Level 2 is as small as the levels above it and as fast as level 1, which is nearly twice its size.
  const encoded = await sharp(pixels, { raw: { width: widthPx, height: heightPx, channels: 4 } })
    .png({ compressionLevel: 2 })
    .toBuffer();
  // A copy, because sharp's buffer cannot be transferred to another thread; its `toUint8Array`, whose result
  // can be, leaks the encoded bytes in 0.35.5 (it frees a null pointer in their place).
  return new Uint8Array(encoded);
}
