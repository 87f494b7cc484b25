import type { PictureFormat, RenderRequest } from '../../chart-renderer.port.js';
import { ENCODERS } from '../encoders.js';
import { type Encode, encodeWithSharp } from './encoder.js';
import { drawPdf } from './formats/pdf.js';
import { drawPng } from './formats/png.js';
import { drawSvg } from './formats/svg.js';
import { drawPixels } from './raster.js';
import { registerFonts } from './register-fonts.js';

type Draw = (request: RenderRequest, encode: Encode) => Uint8Array | Promise<Uint8Array>;

const drawAs: Readonly<Record<PictureFormat, Draw>> = {
  png: drawPng,
  svg: drawSvg,
  webp: (request, encode) => encode(drawPixels(request), ENCODERS.webp),
  avif: (request, encode) => encode(drawPixels(request), ENCODERS.avif),
  jpeg: (request, encode) => encode(drawPixels(request), ENCODERS.jpeg),
  pdf: drawPdf,
};

registerFonts();

/**
 * Draws a specification and encodes the picture, in this thread.
 *
 * @throws ChartRefusedError when Chart.js cannot draw it
 */
export async function drawPicture(request: RenderRequest, encode = encodeWithSharp): Promise<Uint8Array> {
  return drawAs[request.format](request, encode);
}
