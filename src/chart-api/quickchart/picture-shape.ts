import { InvalidInputError } from '../../platform/errors/catalogue.js';
import type { RenderRequest } from '../../rendering/chart-renderer.port.js';
import { mostPixels } from '../../rendering/pixel-limits.js';
import type { ChartFields } from './chart-fields.js';
import { chartFieldsSchema, type ChartQuestion } from './chart-question.js';

/** All of a picture but what it shows. */
export type PictureShape = Omit<RenderRequest, 'spec'>;

// Their pictures are the same at every ratio, so that all may be one in a cache.
const VECTOR_FORMATS: readonly string[] = ['svg', 'pdf'];

/** @throws InvalidInputError when the picture would have more pixels than it may, or none */
export function shapeOf(
  { width, height, format, devicePixelRatio }: Omit<ChartQuestion, 'chart'>,
  maxPixels: number,
): PictureShape {
  const pixelRatio = VECTOR_FORMATS.includes(format) ? 1 : devicePixelRatio;
  const pixelsWide = Math.round(width * pixelRatio);
  const pixelsHigh = Math.round(height * pixelRatio);
  const pixels = pixelsWide * pixelsHigh;
  const most = mostPixels(format, maxPixels);
  if (pixels < 1 || pixels > most) {
    const sentence = `Expected width times height, each times devicePixelRatio, to be 1 to ${most} pixels of ${format} but received ${pixelsWide} x ${pixelsHigh}`;
    throw new InvalidInputError([{ field: 'width', sentence }]);
  }
  return { format, widthPx: width, heightPx: height, pixelRatio };
}

/** The shape that was asked for, as far as it can be used; for a picture that says what is wrong. */
export function usableShape(fields: Partial<ChartFields>, maxPixels: number): PictureShape {
  const usable = Object.entries(chartFieldsSchema.shape).map(([name, schema]) => {
    const { data } = schema.safeParse(fields[name as keyof ChartFields]);
    return [name, data ?? schema.safeParse(undefined).data];
  });
  const question = Object.fromEntries(usable) as ChartQuestion;
  try {
    return shapeOf(question, maxPixels);
  } catch {
    return { format: question.format, widthPx: 500, heightPx: 300, pixelRatio: 1 };
  }
}
