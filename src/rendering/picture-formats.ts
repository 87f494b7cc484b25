import type { Sharp, default as sharpFactory } from 'sharp';
import type { PictureFormat } from './chart-renderer.port.js';

// Other names of formats, as callers write them.
const ALIASES: ReadonlyMap<string, string> = new Map([['jpg', 'jpeg']]);

/** The names that a caller can use for formats. */
export function namesOf(formats: readonly string[]): string[] {
  const aliases = [...ALIASES].filter(([, format]) => formats.includes(format));
  return [...formats, ...aliases.map(([alias]) => alias)];
}

/** The format that a caller names, in any case; undefined when it is none of `formats`. */
export function formatNamed<Format extends string>(
  name: string,
  formats: readonly Format[],
): Format | undefined {
  const named = name.toLowerCase();
  return formats.find((format) => format === (ALIASES.get(named) ?? named));
}

// For 16 million pixels the canvas and the pixels read from it take 128 MB; encoders add 190 MB (libjpeg), 250 MB
// (libwebp) or 540 MB (libaom), and next to nothing for PNG.
const PIXEL_WEIGHTS: Readonly<Partial<Record<PictureFormat, number>>> = { jpeg: 2, webp: 2, avif: 4 };

/**
 * The maximum number of pixels for a format.
 *
 * @param maxPixels - the maximum for formats whose encoders take hardly any memory
 */
export function mostPixels(format: PictureFormat, maxPixels: number): number {
  return Math.floor(maxPixels / (PIXEL_WEIGHTS[format] ?? 1));
}

/** The encoder options of each pixel format; measured on charts of 1024x512. */
export const ENCODERS = {
  // As small as higher levels and as fast as level 1, whose files are nearly twice the size.
  png: (picture: Sharp) => picture.png({ compressionLevel: 2 }),
  // Lossless, and smaller than the PNG. Effort 1 would take more than twice the time for a quarter of the bytes.
  webp: (picture: Sharp) => picture.webp({ lossless: true, effort: 0 }),
  // Each step of effort doubles the time; 1 halves the bytes, higher ones save little.
  avif: (picture: Sharp) => picture.avif({ quality: 60, effort: 0 }),
  // JPEG has no transparency. Chroma subsampling, its default, blurs thin lines and small text.
  jpeg: (picture: Sharp) =>
    picture.flatten({ background: '#fff' }).jpeg({ quality: 80, chromaSubsampling: '4:4:4' }),
} as const;

/** A rendered picture: four bytes per pixel (RGBA), colours multiplied by alpha. */
export interface RawPicture {
  readonly pixels: Buffer;
  readonly width: number;
  readonly height: number;
}

/** Encodes pixels as a file; `format` sets the encoder options. */
export type Encode = (picture: RawPicture, format: (pixels: Sharp) => Sharp) => Promise<Uint8Array>;

/** Loads sharp with the first picture that needs it: most do not, and it takes a tenth of the agent's memory. */
export const encodeWithSharp: Encode = async (picture, format) => {
  const { default: sharp } = await import('sharp');
  // Pictures differ, so a cache has no hits; one thread for each picture leaves the other cores to other pictures.
  sharp.cache(false);
  sharp.concurrency(1);
  return encode(sharp, picture, format);
};

async function encode(
  sharp: typeof sharpFactory,
  { pixels, width, height }: RawPicture,
  format: (picture: Sharp) => Sharp,
): Promise<Uint8Array> {
  // Dividing by alpha takes time, and changes nothing where all pixels are opaque.
  const premultiplied = !isOpaque(pixels);
  const picture = sharp(pixels, { raw: { width, height, channels: 4, premultiplied } });
  const encoded = await format(picture).toBuffer();
  // A copy, because sharp's buffer cannot be transferred to another thread; the result of its `toUint8Array` can,
  // but that leaks the encoded bytes in 0.35.5 (it frees a null pointer instead).
  return new Uint8Array(encoded);
}

function isOpaque(pixels: Buffer): boolean {
  for (let alpha = 3; alpha < pixels.length; alpha += 4) if (pixels[alpha] !== 255) return false;
  return true;
}
