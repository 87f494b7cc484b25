import { z } from 'zod';
import { integerParam, wordParam } from '../../platform/validation.js';
import { PICTURE_SIDE_PX } from '../pictures/picture-query.schema.js';
import type { GraphStyle } from '../../chart-spec/graph/service-graph.chart.js';
import { graphParams } from './graph-query.schema.js';
import type { GraphLimits } from './graph-pictures.service.js';

/** The parameters of a graph's picture, apart from those of the graph. */
const graphPictureParams = {
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

export const graphPictureQuerySchema = z.object({ ...graphParams, ...graphPictureParams });

export type GraphPictureQuery = z.output<typeof graphPictureQuerySchema>;

/** The appearance that a query requests. */
export function graphStyleOf({
  theme = 'light',
  idle,
}: Pick<GraphPictureQuery, 'theme' | 'idle'>): GraphStyle {
  return { theme, showsIdle: idle === 'true' };
}

export function limitsOf({ width, height }: Pick<GraphPictureQuery, 'width' | 'height'>): GraphLimits {
  return { maxWidthPx: width, maxHeightPx: height };
}
