import { InvalidInputError } from '../platform/errors.js';
import type { RenderRequest } from './chart-renderer.port.js';
import { mostPixels } from './picture-formats.js';

/** The size and the format of a picture. */
export type PictureShape = Omit<RenderRequest, 'spec'>;

/**
 * Refuses a picture that would have no pixels, or more than its format allows.
 *
 * @param maxPixels - the maximum for PNG, SVG and PDF
 * @throws InvalidInputError
 */
export function refuseSize(shape: PictureShape, maxPixels: number): void {
  if (isAllowed(shape, maxPixels)) return;
  const { width, height } = pixelsOf(shape);
  const each = shape.pixelRatio === 1 ? '' : ', each times devicePixelRatio,';
  const most = mostPixels(shape.format, maxPixels);
  const sentence = `Expected width times height${each} to be 1 to ${most} pixels of ${shape.format} but received ${width} x ${height}`;
  throw InvalidInputError.of('width', sentence);
}

// The size of QuickChart's pictures, where a picture has no valid size.
const DEFAULT_SIZE = { widthPx: 500, heightPx: 300 };

/** The shape, or a common size in its format where `refuseSize` would refuse it. */
export function usableSize(shape: PictureShape, maxPixels: number): PictureShape {
  return isAllowed(shape, maxPixels) ? shape : shrunk({ format: shape.format, ...DEFAULT_SIZE }, maxPixels);
}

/** A size in a format, made smaller where it has more pixels than the format allows. */
export function shrunk(
  { format, widthPx, heightPx }: Omit<PictureShape, 'pixelRatio'>,
  maxPixels: number,
): PictureShape {
  const most = mostPixels(format, maxPixels);
  const scale = Math.min(1, Math.sqrt(most / (widthPx * heightPx)));
  const side = (lengthPx: number, other = 1) =>
    Math.max(1, Math.min(Math.floor(lengthPx * scale), Math.floor(most / other)));
  const width = side(widthPx);
  return { format, widthPx: width, heightPx: side(heightPx, width), pixelRatio: 1 };
}

function isAllowed(shape: PictureShape, maxPixels: number): boolean {
  const { width, height } = pixelsOf(shape);
  return width * height >= 1 && width * height <= mostPixels(shape.format, maxPixels);
}

function pixelsOf({ widthPx, heightPx, pixelRatio }: PictureShape) {
  return { width: Math.round(widthPx * pixelRatio), height: Math.round(heightPx * pixelRatio) };
}
