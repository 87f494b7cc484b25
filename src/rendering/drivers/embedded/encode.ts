import sharp, { type Sharp } from 'sharp';
import type { RawPicture } from './raster.js';

// No two pictures are alike, and one thread for each picture leaves the other cores to the other pictures.
sharp.cache(false);
sharp.concurrency(1);

/** Encodes with what `format` sets on the encoder. */
export async function encode(
  { pixels, width, height }: RawPicture,
  format: (picture: Sharp) => Sharp,
): Promise<Uint8Array> {
  // Dividing by alpha takes time, and changes nothing where all is opaque.
  const premultiplied = !isOpaque(pixels);
  const picture = sharp(pixels, { raw: { width, height, channels: 4, premultiplied } });
  const encoded = await format(picture).toBuffer();
  // A copy, because sharp's buffer cannot be transferred to another thread; its `toUint8Array`, whose result
  // can be, leaks the encoded bytes in 0.35.5 (it frees a null pointer in their place).
  return new Uint8Array(encoded);
}

function isOpaque(pixels: Buffer): boolean {
  for (let alpha = 3; alpha < pixels.length; alpha += 4) if (pixels[alpha] !== 255) return false;
  return true;
}
