import {
  type Canvas,
  createCanvas,
  type SKRSContext2D,
  type SvgCanvas,
  SvgExportFlag,
} from '@napi-rs/canvas';
import { drawableText } from './drawable-text.js';

/** A canvas of pixels that draws the same on every machine. */
export function createPixelCanvas(widthPx: number, heightPx: number): Canvas {
  return prepared(createCanvas(widthPx, heightPx));
}

/** A canvas that records vectors, with text as outlines: every viewer draws the same. */
export function createVectorCanvas(widthPx: number, heightPx: number): SvgCanvas {
  return prepared(createCanvas(widthPx, heightPx, SvgExportFlag.ConvertTextToPaths));
}

function prepared<T extends Canvas | SvgCanvas>(canvas: T): T {
  keepSize(canvas);
  const context = canvas.getContext('2d');
  // By default the host's language decides on the forms of some characters.
  context.lang = 'zh-Hans';
  keepToOurFonts(context);
  return canvas;
}

// Chart.js sets each canvas's size once, to the same value; the canvas then allocates a new surface for every
// chart and forgets its state.
function keepSize(canvas: Canvas | SvgCanvas): void {
  const { width, height } = canvas;
  Object.defineProperty(canvas, 'width', { get: () => width, set: () => {} });
  Object.defineProperty(canvas, 'height', { get: () => height, set: () => {} });
}

function keepToOurFonts(context: SKRSContext2D): void {
  const fillText = context.fillText.bind(context);
  const strokeText = context.strokeText.bind(context);
  const measureText = context.measureText.bind(context);
  context.fillText = (text, ...place) => fillText(drawableText(text), ...place);
  context.strokeText = (text, ...place) => strokeText(drawableText(text), ...place);
  context.measureText = (text) => measureText(drawableText(text));
}
