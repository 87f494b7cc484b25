import type { Canvas } from '@napi-rs/canvas';
import { createPixelCanvas } from './canvas.js';

// Enough for the sizes that are asked for at the same time; each idle canvas holds four bytes a pixel.
const MAX_IDLE = 4;

const idle: Canvas[] = [];

/** A canvas of this size: one that is idle, or else a new one. It may still show an earlier picture. */
export function takeCanvas(widthPx: number, heightPx: number): Canvas {
  const index = idle.findIndex(({ width, height }) => width === widthPx && height === heightPx);
  const [canvas] = index < 0 ? [] : idle.splice(index, 1);
  return canvas ?? createPixelCanvas(widthPx, heightPx);
}

/** Keeps a canvas for the next picture of its size, and forgets the one that waited longest when there are many. */
export function giveBackCanvas(canvas: Canvas): void {
  idle.push(canvas);
  if (idle.length > MAX_IDLE) idle.shift();
}
