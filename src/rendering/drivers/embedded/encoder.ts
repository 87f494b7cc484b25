import type { Sharp } from 'sharp';
import type { RawPicture } from './raster.js';

/** Turns pixels into a file, with what `format` sets on sharp. */
export type Encode = (picture: RawPicture, format: (pixels: Sharp) => Sharp) => Promise<Uint8Array>;

/** Loads sharp with the first picture that needs it: most do not, and it takes a tenth of the agent's memory. */
export const encodeWithSharp: Encode = async (picture, format) => {
  const { encode } = await import('./encode.js');
  return encode(picture, format);
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
