import type { Canvas } from '@napi-rs/canvas';
import type { PictureFormat, RenderRequest } from '../chart-renderer.port.js';
import { ENCODERS, type Encode, type RawPicture, encodeWithSharp } from '../picture-formats.js';
import { createPdfPage, createPixelCanvas, createVectorCanvas, freePixels } from './canvas.js';
import { drawChart } from './chart.js';
import { registerFonts } from './fonts.js';
import { indexedPixels } from './indexed-pixels.js';
import { indexedPng } from './indexed-png.js';

registerFonts();

/**
 * Renders a specification in this thread.
 *
 * @throws ChartRefusedError when Chart.js cannot render it
 */
export async function drawPicture(request: RenderRequest, encode = encodeWithSharp): Promise<Uint8Array> {
  return drawAs[request.format](request, encode);
}

type Draw = (request: RenderRequest, encode: Encode) => Uint8Array | Promise<Uint8Array>;

const drawAs: Readonly<Record<PictureFormat, Draw>> = {
  png: drawPng,
  svg: drawSvg,
  webp: (request, encode) => encode(drawPixels(request), ENCODERS.webp),
  avif: (request, encode) => encode(drawPixels(request), ENCODERS.avif),
  jpeg: (request, encode) => encode(drawPixels(request), ENCODERS.jpeg),
  pdf: drawPdf,
};

/** Draws pixels and encodes them as PNG: with a palette where there are few colours, else in full colour. */
async function drawPng(request: RenderRequest, encode: Encode): Promise<Uint8Array> {
  const picture = drawPixels(request);
  const indexed = indexedPixels(picture);
  return indexed === undefined ? encode(picture, ENCODERS.png) : indexedPng(indexed, picture);
}

/** Draws pixels: the size times the ratio. */
function drawPixels(request: RenderRequest): RawPicture {
  const width = Math.max(1, Math.round(request.widthPx * request.pixelRatio));
  const height = Math.max(1, Math.round(request.heightPx * request.pixelRatio));
  const canvas = takeCanvas(width, height);
  try {
    const pixels = drawChart(canvas, request, () => canvas.data());
    returnCanvas(canvas);
    return { pixels, width, height };
  } catch (error) {
    // It keeps the state that drawing failed in, so it cannot be reused.
    freePixels(canvas);
    throw error;
  }
}

const BYTES_PER_PIXEL = 4;
// Four canvases of the common size; for each thread.
const MAX_IDLE_BYTES = 8 * 1024 * 1024;

const idle: Canvas[] = [];

/** An idle canvas of this size, or else a new one. It may still show an earlier picture. */
function takeCanvas(widthPx: number, heightPx: number): Canvas {
  const index = idle.findIndex(({ width, height }) => width === widthPx && height === heightPx);
  const [canvas] = index < 0 ? [] : idle.splice(index, 1);
  return canvas ?? createPixelCanvas(widthPx, heightPx);
}

/** Keeps a canvas for the next picture of its size; over the limit, the canvases that were idle longest are freed. */
function returnCanvas(canvas: Canvas): void {
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

/** Draws vectors, text as outlines, with a title and a description for people who cannot see them. */
function drawSvg(request: RenderRequest): Uint8Array {
  const { spec, widthPx, heightPx } = request;
  const canvas = createVectorCanvas(widthPx, heightPx);
  const content = drawChart(canvas, { ...request, pixelRatio: 1 }, () =>
    canvas.getContent().toString('utf8'),
  );
  const body = content.slice(content.indexOf('>', content.indexOf('<svg')) + 1);

  return new TextEncoder().encode(
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${widthPx}" height="${heightPx}"` +
      ` viewBox="0 0 ${widthPx} ${heightPx}" role="img">` +
      `<title>${escapeXml(spec.title)}</title><desc>${escapeXml(spec.description)}</desc>` +
      renumbered(rounded(body)),
  );
}

/** A hundredth of a pixel is finer than any screen, and less than half as long as the numbers of the canvas. */
function rounded(svg: string): string {
  return svg.replace(/-?\d+\.\d{3,}/g, (number) => String(Math.round(Number(number) * 100) / 100));
}

/** The canvas numbers its ids across pictures, but the same picture must be the same bytes. */
function renumbered(svg: string): string {
  const names = new Map<string, string>();
  return svg.replace(/(id="|url\(#|href="#)(\w+)/g, (_, reference: string, name: string) => {
    const number = names.get(name) ?? `n${names.size}`;
    names.set(name, number);
    return reference + number;
  });
}

// XML 1.0 does not allow control characters other than tab and line ends, not even escaped.
function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** Draws one page of vectors with selectable text; one CSS pixel is one point. */
function drawPdf(request: RenderRequest): Uint8Array {
  const page = createPdfPage(request.widthPx, request.heightPx, request.spec.title);
  return new Uint8Array(drawChart(page, { ...request, pixelRatio: 1 }, () => page.close()));
}
