import type { Sharp } from 'sharp';

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
