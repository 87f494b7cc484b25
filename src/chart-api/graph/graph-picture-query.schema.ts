import type { z } from 'zod';
import { integerParam, wordParam } from '../../platform/validation.js';
import { PICTURE_SIDE_PX } from '../pictures/picture-query.schema.js';
import type { GraphLook } from './graph-pictures.service.js';

/** The parameters of a graph's picture, apart from those of the graph. */
export const graphPictureParams = {
  theme: wordParam('theme', 'A white background (light, the default) or a dark one.', ['light', 'dark']),
  width: integerParam('width', 'Maximum width in pixels. The picture is as large as the graph needs.', {
    ...PICTURE_SIDE_PX,
    fallback: PICTURE_SIDE_PX.max,
  }),
  height: integerParam('height', 'Maximum height in pixels.', {
    ...PICTURE_SIDE_PX,
    fallback: PICTURE_SIDE_PX.max,
  }),
  idle: wordParam('idle', 'Show edges without requests; they are hidden by default.', ['true', 'false']),
};

type GraphPictureQuery = {
  [Name in keyof typeof graphPictureParams]: z.output<(typeof graphPictureParams)[Name]>;
};

export function lookOf({ theme = 'light', width, height, idle }: GraphPictureQuery): GraphLook {
  return { theme, showsIdle: idle === 'true', maxWidthPx: width, maxHeightPx: height };
}
