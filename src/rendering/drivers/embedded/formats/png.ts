import type { RenderRequest } from '../../../chart-renderer.port.js';
import { ENCODERS } from '../../encoders.js';
import type { Encode } from '../encoder.js';
import { indexedPixels } from '../png/indexed-pixels.js';
import { indexedPng } from '../png/indexed-png.js';
import { drawPixels } from '../raster.js';

/** Draws pixels and encodes them as PNG: with a list of colours where there are few, else in full colour. */
export async function drawPng(request: RenderRequest, encode: Encode): Promise<Uint8Array> {
  const picture = drawPixels(request);
  const indexed = indexedPixels(picture);
  return indexed === undefined ? encode(picture, ENCODERS.png) : indexedPng(indexed, picture);
}
