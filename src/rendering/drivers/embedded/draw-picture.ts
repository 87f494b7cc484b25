import type { PictureFormat, RenderRequest } from '../../chart-renderer.port.js';
import { drawPng } from './formats/png.js';
import { drawSvg } from './formats/svg.js';
import { registerFonts } from './register-fonts.js';

type Draw = (request: RenderRequest) => Uint8Array | Promise<Uint8Array>;

const notYet: Draw = ({ format }) => {
  throw new Error(`${format} is not drawn yet`);
};

const drawAs: Readonly<Record<PictureFormat, Draw>> = {
  png: drawPng,
  svg: drawSvg,
  webp: notYet,
  avif: notYet,
  jpeg: notYet,
  pdf: notYet,
};

registerFonts();

/** Draws a specification and encodes the picture, in this thread. */
export async function drawPicture(request: RenderRequest): Promise<Uint8Array> {
  return drawAs[request.format](request);
}
