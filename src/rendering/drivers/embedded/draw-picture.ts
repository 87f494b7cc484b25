import type { PictureFormat, RenderRequest } from '../../chart-renderer.port.js';
import { drawPng } from './formats/png.js';
import { drawSvg } from './formats/svg.js';
import { registerFonts } from './register-fonts.js';

type Draw = (request: RenderRequest) => Uint8Array | Promise<Uint8Array>;

const drawAs: Readonly<Record<PictureFormat, Draw>> = { png: drawPng, svg: drawSvg };

registerFonts();

/** Draws a specification and encodes the picture, in this thread. */
export async function drawPicture(request: RenderRequest): Promise<Uint8Array> {
  return drawAs[request.format](request);
}
