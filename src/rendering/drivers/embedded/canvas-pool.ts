import type { Canvas } from '@napi-rs/canvas';
import { createPixelCanvas, freePixels } from './canvas.js';

const BYTES_PER_PIXEL = 4;
// Four canvases of the common size. Each thread that draws keeps so much.
const MAX_IDLE_BYTES = 8 * 1024 * 1024;

const idle: Canvas[] = [];

/** A canvas of this size: one that is idle, or else a new one. It may still show an earlier picture. */
export function takeCanvas(widthPx: number, heightPx: number): Canvas {
  const index = idle.findIndex(({ width, height }) => width === widthPx && height === heightPx);
  const [canvas] = index < 0 ? [] : idle.splice(index, 1);
  return canvas ?? createPixelCanvas(widthPx, heightPx);
}

/** Keeps a canvas for the next picture of its size; those that waited longest are freed when all take too much. */
export function giveBackCanvas(canvas: Canvas): void {
  idle.push(canvas);
  let bytes = idle.reduce((sum, kept) => sum + bytesOf(kept), 0);
  while (bytes > MAX_IDLE_BYTES) {
    const [oldest] = idle.splice(0, 1) as [Canvas];
    bytes -= bytesOf(oldest);
    freePixels(oldest);
  }
}

function bytesOf({ width, height }: Canvas): number {
  return width * height * BYTES_PER_PIXEL;
}
