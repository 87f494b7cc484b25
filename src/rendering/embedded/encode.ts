import type { Sharp, default as sharpFactory } from 'sharp';

/** A drawn picture: four bytes a pixel, colours multiplied by alpha. */
export interface RawPicture {
  readonly pixels: Buffer;
  readonly width: number;
  readonly height: number;
}

/** Turns pixels into a file, with what `format` sets on sharp. */
export type Encode = (picture: RawPicture, format: (pixels: Sharp) => Sharp) => Promise<Uint8Array>;

/** Loads sharp with the first picture that needs it: most do not, and it takes a tenth of the agent's memory. */
export const encodeWithSharp: Encode = async (picture, format) => {
  const { default: sharp } = await import('sharp');
  // No two pictures are alike, and one thread for each picture leaves the other cores to the other pictures.
  sharp.cache(false);
  sharp.concurrency(1);
  return encode(sharp, picture, format);
};

/** A picture needs sharp, and the main thread must load it before this one may. */
export class SharpNeededError extends Error {
  constructor() {
    super('sharp is not loaded');
    this.name = 'SharpNeededError';
  }
}

/** Stands for an encoder until sharp may be loaded. */
export const askForSharp: Encode = () => Promise.reject(new SharpNeededError());

/** Encodes with what `format` sets on the encoder. */
async function encode(
  sharp: typeof sharpFactory,
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
