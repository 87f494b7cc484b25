import {
  type Canvas,
  PDFDocument,
  type SKRSContext2D,
  type SvgCanvas,
  SvgExportFlag,
  createCanvas,
} from '@napi-rs/canvas';
import { prepareContext } from './text.js';

// An outline takes some two thousand bytes of SVG for each character, outside of what a thread's memory is bounded by.
const MOST_CHARACTERS = 10_000;

/** Lets a context draw so much text, and no more. @throws Error from the call that goes beyond */
export function limitText(context: SKRSContext2D): void {
  const fillText = context.fillText.bind(context);
  const strokeText = context.strokeText.bind(context);
  let characters = 0;
  const count = (text: string) => {
    characters += text.length;
    if (characters <= MOST_CHARACTERS) return;
    throw new Error(`Expected at most ${MOST_CHARACTERS} characters of text in a picture of outlines`);
  };
  context.fillText = (text, ...place) => {
    count(text);
    fillText(text, ...place);
  };
  context.strokeText = (text, ...place) => {
    count(text);
    strokeText(text, ...place);
  };
}

/** What Chart.js draws on. `width` and `height` are those of its own pixels. */
export type Sheet = Canvas | SvgCanvas | PdfPage;

/** The one page of a document; all that Chart.js knows of a canvas. */
export interface PdfPage {
  readonly width: number;
  readonly height: number;
  getContext(kind: '2d'): ReturnType<Canvas['getContext']>;
  /** Ends the page and gives the document; nothing can be drawn afterwards. */
  close(): Buffer;
}

/** A canvas of pixels that draws the same on every machine. */
export function createPixelCanvas(widthPx: number, heightPx: number): Canvas {
  return prepared(createCanvas(widthPx, heightPx));
}

/** A canvas that records vectors, with text as outlines: every viewer draws the same. */
export function createVectorCanvas(widthPx: number, heightPx: number): SvgCanvas {
  const canvas = createCanvas(widthPx, heightPx, SvgExportFlag.ConvertTextToPaths);
  limitText(canvas.getContext('2d'));
  return prepared(canvas);
}

/**
 * A page of vectors and of text that can be selected, with the parts of our fonts that it uses.
 *
 * One pixel of CSS is one point, as in the PDF files of Cairo's canvases, which QuickChart's come from.
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
  return prepared(page);
}

/** Gives back the memory of a canvas that nobody uses any more: when it would be collected, nobody knows. */
export function freePixels(canvas: Canvas): void {
  Reflect.deleteProperty(canvas, 'width');
  canvas.width = 1;
}

function prepared<T extends Sheet>(sheet: T): T {
  keepSize(sheet);
  prepareContext(sheet.getContext('2d'));
  return sheet;
}

// Chart.js sets each canvas's size once, to the same value; the canvas then allocates a new surface for every
// chart and forgets its state.
function keepSize(sheet: Sheet): void {
  const { width, height } = sheet;
  Object.defineProperty(sheet, 'width', { configurable: true, get: () => width, set: () => {} });
  Object.defineProperty(sheet, 'height', { configurable: true, get: () => height, set: () => {} });
}
