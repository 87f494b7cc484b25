import type { RenderRequest } from '../../chart-renderer.port.js';
import { freePixels } from './canvas.js';
import { giveBackCanvas, takeCanvas } from './canvas-pool.js';
import { drawChart } from './draw-chart.js';

/** A drawn picture: four bytes a pixel, colours multiplied by alpha. */
export interface RawPicture {
  readonly pixels: Buffer;
  readonly width: number;
  readonly height: number;
}

/** Draws pixels, as many as the size and the ratio make. */
export function drawPixels(request: RenderRequest): RawPicture {
  const width = Math.max(1, Math.round(request.widthPx * request.pixelRatio));
  const height = Math.max(1, Math.round(request.heightPx * request.pixelRatio));
  const canvas = takeCanvas(width, height);
  try {
    const pixels = drawChart(canvas, request, () => canvas.data());
    giveBackCanvas(canvas);
    return { pixels, width, height };
  } catch (error) {
    // It keeps the state that drawing failed in.
    freePixels(canvas);
    throw error;
  }
}
