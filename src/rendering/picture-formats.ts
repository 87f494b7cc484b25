import type { Sharp, default as sharpFactory } from 'sharp';
import type { PictureFormat, RenderRequest } from './chart-renderer.port.js';

// Encoders' own memory, where the canvas and the pixels read off it are 128 MB: for 16 million pixels 190 MB of
// libjpeg, 250 MB of libwebp, 540 MB of libaom, and next to none for PNG.
const PIXEL_WEIGHTS: Readonly<Partial<Record<PictureFormat, number>>> = { jpeg: 2, webp: 2, avif: 4 };

/**
 * How many pixels a picture of a format may have.
 *
 * @param maxPixels - of a picture whose encoder takes no memory to speak of
 */
export function mostPixels(format: PictureFormat, maxPixels: number): number {
  return Math.floor(maxPixels / (PIXEL_WEIGHTS[format] ?? 1));
}

/** What each format of pixels sets on the encoder; measured on charts of 1024x512. */
export const ENCODERS = {
  // As small as the levels above it and as fast as level 1, which is nearly twice its size.
  png: (picture: Sharp) => picture.png({ compressionLevel: 2 }),
  // Exact, and smaller than the PNG. Effort 1 would take more than twice the time for a quarter of the bytes.
  webp: (picture: Sharp) => picture.webp({ lossless: true, effort: 0 }),
  // Each step of effort takes twice the time of the one before; 1 halves the bytes, those above save little.
  avif: (picture: Sharp) => picture.avif({ quality: 60, effort: 0 }),
  // JPEG knows no transparency. Half the resolution of colours, its default, blurs thin lines and small text.
  jpeg: (picture: Sharp) =>
    picture.flatten({ background: '#fff' }).jpeg({ quality: 80, chromaSubsampling: '4:4:4' }),
} as const;

// About the time that a format takes for a pixel, where a PNG takes 1.
const FORMAT_WEIGHTS: Readonly<Partial<Record<PictureFormat, number>>> = { webp: 2, jpeg: 2, avif: 8 };
// A point of a line takes about as long as this many pixels.
const PIXELS_PER_POINT = 200;
// Four to eight times what a chart of common size takes.
const LARGE = 4_000_000;

/** Whether a picture takes so long that others should not wait for it. */
export function isLarge({ spec, format, widthPx, heightPx, pixelRatio }: RenderRequest): boolean {
  const pixels = widthPx * heightPx * pixelRatio * pixelRatio * (FORMAT_WEIGHTS[format] ?? 1);
  return pixels + pointsOf(spec.config.data) * PIXELS_PER_POINT > LARGE;
}

function pointsOf({ datasets }: RenderRequest['spec']['config']['data']): number {
  return datasets.reduce((points, { data }) => points + (data as readonly unknown[]).length, 0);
}

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
