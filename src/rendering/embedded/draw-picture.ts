import { constants, crc32, deflateSync } from 'node:zlib';
import type { Canvas } from '@napi-rs/canvas';
import type { ChartSpec } from '../../chart-spec/chart-spec.js';
import { type GraphSpec, type PictureSpec, isGraph } from '../../chart-spec/graph/graph-spec.js';
import type { PictureFormat, RenderRequest } from '../chart-renderer.port.js';
import { ENCODERS, type Encode, type RawPicture, encodeWithSharp } from '../picture-formats.js';
import { type Sheet, createPdfPage, createPixelCanvas, createVectorCanvas, freePixels } from './canvas.js';
import { drawChart, loadFunctions } from './chart.js';
import { LOADED_FAMILIES } from './fonts/font-catalogue.js';
import { loadFonts } from './fonts/load-fonts.js';
import { graphScene } from './graph/graph-scene.js';
import { paintScene } from './graph/paint-scene.js';
import { sceneSvg } from './graph/write-svg.js';
import { type IndexedPixels, indexedPixels } from './indexed-pixels.js';
import { escapeXml } from './xml.js';

loadFonts(LOADED_FAMILIES);

/** Something to draw, and its size; `pixelRatio` is device pixels for each CSS pixel. */
interface Drawing {
  readonly widthPx: number;
  readonly heightPx: number;
  readonly pixelRatio: number;
  readonly spec: PictureSpec;
  /** Draws over the whole sheet, and returns what `take` reads from it. */
  readonly draw: <T>(sheet: Sheet, pixelRatio: number, take: () => T) => T;
  /** Writes it as SVG; absent where a canvas records it. */
  readonly svg?: () => string;
}

/**
 * Renders a specification in this thread.
 *
 * @param onDrawn - called when the picture is drawn and only its encoding is left
 * @throws ChartRefusedError when Chart.js cannot render it
 */
export async function drawPicture(
  request: RenderRequest,
  encode = encodeWithSharp,
  onDrawn = () => {},
): Promise<Uint8Array> {
  const { spec, format } = request;
  if (!isGraph(spec) && spec.hasFunctions === true) await loadFunctions();
  const drawing = isGraph(spec) ? await graphDrawing(spec, request) : chartDrawing(spec, request);
  return drawAs[format](drawing, encode, onDrawn);
}

function chartDrawing(spec: ChartSpec, request: RenderRequest): Drawing {
  const { widthPx, heightPx, pixelRatio } = request;
  return {
    widthPx,
    heightPx,
    pixelRatio,
    spec,
    draw: (sheet, ratio, take) => drawChart(sheet, { spec, widthPx, heightPx, pixelRatio: ratio }, take),
  };
}

/** In the size of its layout, or scaled down to the requested size. */
async function graphDrawing(spec: GraphSpec, request: RenderRequest): Promise<Drawing> {
  const scene = await graphScene(spec);
  const scale = Math.min(1, request.widthPx / scene.widthPx, request.heightPx / scene.heightPx);
  const size = {
    widthPx: Math.max(1, Math.floor(scene.widthPx * scale)),
    heightPx: Math.max(1, Math.floor(scene.heightPx * scale)),
  };
  return {
    ...size,
    pixelRatio: request.pixelRatio,
    spec,
    draw: (sheet, _, take) => paintScene(sheet, scene, spec, take),
    svg: () => sceneSvg(scene, spec, size),
  };
}

type Draw = (drawing: Drawing, encode: Encode, onDrawn: () => void) => Uint8Array | Promise<Uint8Array>;

const drawAs: Readonly<Record<PictureFormat, Draw>> = {
  png: drawPng,
  svg: drawSvg,
  webp: (drawing, encode, onDrawn) => encode(drawPixels(drawing, onDrawn), ENCODERS.webp),
  avif: (drawing, encode, onDrawn) => encode(drawPixels(drawing, onDrawn), ENCODERS.avif),
  jpeg: (drawing, encode, onDrawn) => encode(drawPixels(drawing, onDrawn), ENCODERS.jpeg),
  pdf: drawPdf,
};

/** Draws pixels and encodes them as PNG: with a palette where there are few colours, else in full colour. */
async function drawPng(drawing: Drawing, encode: Encode, onDrawn: () => void): Promise<Uint8Array> {
  const picture = drawPixels(drawing, onDrawn);
  const indexed = indexedPixels(picture);
  return indexed === undefined ? encode(picture, ENCODERS.png) : indexedPng(indexed, picture);
}

/** Draws pixels: the size times the ratio. */
function drawPixels({ widthPx, heightPx, pixelRatio, draw }: Drawing, onDrawn: () => void): RawPicture {
  const width = Math.max(1, Math.round(widthPx * pixelRatio));
  const height = Math.max(1, Math.round(heightPx * pixelRatio));
  const canvas = takeCanvas(width, height);
  try {
    const pixels = draw(canvas, pixelRatio, () => canvas.data());
    returnCanvas(canvas);
    onDrawn();
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

function drawSvg(drawing: Drawing, _encode: Encode, onDrawn: () => void): Uint8Array {
  const svg = drawing.svg?.() ?? recordedSvg(drawing);
  onDrawn();
  return new TextEncoder().encode(svg);
}

/** Draws vectors, text as outlines, with a title and a description for people who cannot see them. */
function recordedSvg({ spec, widthPx, heightPx, draw }: Drawing): string {
  const canvas = createVectorCanvas(widthPx, heightPx);
  const content = draw(canvas, 1, () => canvas.getContent().toString('utf8'));
  const body = content.slice(content.indexOf('>', content.indexOf('<svg')) + 1);

  return (
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${widthPx}" height="${heightPx}"` +
    ` viewBox="0 0 ${widthPx} ${heightPx}" role="img">` +
    `<title>${escapeXml(spec.title)}</title><desc>${escapeXml(spec.description)}</desc>` +
    renumbered(rounded(body))
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

/** Draws one page of vectors with selectable text; one CSS pixel is one point. */
function drawPdf({ widthPx, heightPx, spec, draw }: Drawing, _: Encode, onDrawn: () => void): Uint8Array {
  const page = createPdfPage(widthPx, heightPx, spec.title);
  const closePage = () => {
    onDrawn();
    return page.close();
  };
  return new Uint8Array(draw(page, 1, closePage));
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const BIT_DEPTH = 8;
const COLOR_TYPE_INDEXED = 3;
const OPAQUE = 255;

/**
 * Encodes pixels that are indices of a palette as a PNG file.
 *
 * @see W3C, Portable Network Graphics (PNG) Specification, third edition (2025), sections 5 and 11
 */
export function indexedPng({ palette, rows }: IndexedPixels, { width, height }: RawPicture): Uint8Array {
  // Charts compress by their runs of one colour, and the strategy that searches for nothing else is twice as fast
  // as zlib's fastest level, with smaller files (docs/explanation/rendering-performance.md).
  const data = deflateSync(rows, { level: 1, strategy: constants.Z_RLE, memLevel: 9, chunkSize: 65_536 });
  return concatenated([
    SIGNATURE,
    ...chunk('IHDR', header(width, height)),
    ...chunk('PLTE', colorsOf(palette)),
    ...chunk('tRNS', alphasOf(palette)),
    ...chunk('IDAT', data),
    ...chunk('IEND', Buffer.alloc(0)),
  ]);
}

function header(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(13);
  bytes.writeUInt32BE(width, 0);
  bytes.writeUInt32BE(height, 4);
  bytes[8] = BIT_DEPTH;
  bytes[9] = COLOR_TYPE_INDEXED;
  return bytes;
}

function colorsOf(palette: Int32Array): Buffer {
  const bytes = Buffer.alloc(palette.length * 3);
  palette.forEach((color, position) => {
    for (let channel = 0; channel < 3; channel += 1) {
      bytes[position * 3 + channel] = unmultiplied((color >>> (channel * 8)) & 0xff, color >>> 24);
    }
  });
  return bytes;
}

/** A channel as it was before it was multiplied by alpha. */
function unmultiplied(channel: number, alpha: number): number {
  return alpha === 0 ? 0 : Math.min(255, Math.round((channel * 255) / alpha));
}

/** Alpha of the colours up to the last one that is not opaque; PNG takes the rest as opaque. */
function alphasOf(palette: Int32Array): Buffer {
  const alphas = Buffer.from(palette.map((color) => color >>> 24));
  let end = alphas.length;
  while (end > 0 && alphas[end - 1] === OPAQUE) end -= 1;
  return alphas.subarray(0, end);
}

/** Length, type, data and checksum; nothing where there is no data. */
function chunk(type: string, data: Buffer): Buffer[] {
  if (data.length === 0 && type !== 'IEND') return [];
  const name = Buffer.from(type, 'latin1');
  return [uint32(data.length), name, data, uint32(crc32(data, crc32(name)))];
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** One array with separate memory, which can be transferred to another thread as a whole. */
function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
