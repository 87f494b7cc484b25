import {
  type Canvas,
  PDFDocument,
  type SKRSContext2D,
  type SvgCanvas,
  SvgExportFlag,
  createCanvas,
} from '@napi-rs/canvas';
import type { EmojiStyle } from './fonts/coverage.js';
import { prepareText } from './text.js';

/** What Chart.js draws on. `width` and `height` are in its own pixels. */
export type Sheet = Canvas | SvgCanvas | PdfPage;

/** The only page of a PDF document, with what Chart.js needs of a canvas. */
export interface PdfPage {
  readonly width: number;
  readonly height: number;
  getContext(kind: '2d'): ReturnType<Canvas['getContext']>;
  /** Ends the page and returns the document; nothing can be drawn afterwards. */
  close(): Buffer;
}

/** A pixel canvas that draws the same on every machine. */
export function createPixelCanvas(widthPx: number, heightPx: number): Canvas {
  return prepared(createCanvas(widthPx, heightPx), 'color');
}

/** A canvas that records vectors, with text as outlines of one colour: every viewer shows the same. */
export function createVectorCanvas(widthPx: number, heightPx: number): SvgCanvas {
  const canvas = createCanvas(widthPx, heightPx, SvgExportFlag.ConvertTextToPaths);
  limitText(canvas.getContext('2d'));
  return prepared(canvas, 'outline');
}

// An outline takes some two thousand bytes of SVG for each character, which a thread's memory limit does not cover.
const MAX_CHARACTERS = 10_000;

/** Limits the text that a context draws: the call that exceeds the limit throws. */
function limitText(context: SKRSContext2D): void {
  const fillText = context.fillText.bind(context);
  const strokeText = context.strokeText.bind(context);
  let characters = 0;
  const count = (text: string) => {
    characters += text.length;
    if (characters <= MAX_CHARACTERS) return;
    throw new Error(`Expected at most ${MAX_CHARACTERS} characters of text in an SVG`);
  };
  context.fillText = (text, ...position) => {
    count(text);
    fillText(text, ...position);
  };
  context.strokeText = (text, ...position) => {
    count(text);
    strokeText(text, ...position);
  };
}

/**
 * A page of vectors and selectable text, with the parts of our fonts that it uses embedded.
 *
 * One CSS pixel is one point, as in the PDF files of Cairo's canvases, which QuickChart uses.
 */
export function createPdfPage(widthPx: number, heightPx: number, title: string): PdfPage {
  const pdf = new PDFDocument({ title });
  const context = pdf.beginPage(widthPx, heightPx) as unknown as ReturnType<Canvas['getContext']>;
  const page: PdfPage = {
    width: widthPx,
    height: heightPx,
    getContext: () => context,
    close: () => {
      pdf.endPage();
      return pdf.close();
    },
  };
  Object.assign(context, { canvas: page });
  return prepared(page, 'color');
}

/** Frees the memory of an unused canvas now instead of at some later garbage collection. */
export function freePixels(canvas: Canvas): void {
  Reflect.deleteProperty(canvas, 'width');
  canvas.width = 1;
}

function prepared<T extends Sheet>(sheet: T, emoji: EmojiStyle): T {
  keepSize(sheet);
  styleDirection(sheet);
  prepareContext(sheet.getContext('2d'), emoji);
  return sheet;
}

/** Makes a context draw text with our fonts only, and ignore what a browser's canvas ignores. */
export function prepareContext(context: SKRSContext2D, emoji: EmojiStyle): void {
  prepareText(context, emoji);
  ignoreInfiniteArcs(context);
  ignoreInvalidDashes(context);
}

// Chart.js sets each canvas's size once, to the same value; the canvas would then allocate a new surface for every
// chart and lose its state.
function keepSize(sheet: Sheet): void {
  const { width, height } = sheet;
  Object.defineProperty(sheet, 'width', { configurable: true, get: () => width, set: () => {} });
  Object.defineProperty(sheet, 'height', { configurable: true, get: () => height, set: () => {} });
}

/** The part of a canvas's CSS style by which Chart.js sets the direction of a legend's texts. */
function styleDirection(sheet: Sheet): void {
  const context = sheet.getContext('2d');
  const style = {
    getPropertyValue: () => context.direction,
    getPropertyPriority: () => '',
    setProperty: (_name: 'direction', direction: 'ltr' | 'rtl') => void (context.direction = direction),
  };
  Object.defineProperty(sheet, 'style', { value: style });
}

// Skia's `arc` aborts the process when a number is not finite, which extreme values in a chart can lead to. HTML
// requires drawing nothing then: https://html.spec.whatwg.org/#dom-context-2d-arc
function ignoreInfiniteArcs(context: SKRSContext2D): void {
  const arc = context.arc.bind(context);
  const ellipse = context.ellipse.bind(context);
  context.arc = (x, y, radius, start, end, counterclockwise) => {
    const [a, b, c, d, e] = [x, y, radius, start, end].map(Number) as [
      number,
      number,
      number,
      number,
      number,
    ];
    if (isFinitePath(a, b, c, d, e)) arc(a, b, c, d, e, counterclockwise);
  };
  context.ellipse = (...shape) => {
    const [x, y, radiusX, radiusY, rotation, start, end] = shape;
    if (isFinitePath(x, y, radiusX, radiusY, rotation, start, end)) ellipse(...shape);
  };
}

/** Whether all values are finite in single precision, which Skia uses. */
function isFinitePath(...values: number[]): boolean {
  return values.every((value) => Number.isFinite(Math.fround(value)));
}

// Browsers draw a solid line for dashes of zero length.
function ignoreInvalidDashes(context: SKRSContext2D): void {
  const setLineDash = context.setLineDash.bind(context);
  context.setLineDash = (dashes: unknown) => {
    const lengths = Array.isArray(dashes) ? dashes.map(Number) : [];
    const valid = lengths.every((length) => length >= 0 && length < Infinity);
    setLineDash(valid && lengths.some((length) => length > 0) ? lengths : []);
  };
}
