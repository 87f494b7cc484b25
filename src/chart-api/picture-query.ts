import { z } from 'zod';
import { CHART_TYPES } from '../chart-spec/chart-style.js';
import { PICTURE_HEIGHT_PX, PICTURE_WIDTH_PX } from '../chart-spec/theme.js';
import { expected, textUpTo } from '../platform/errors/expected.js';
import { integerParam, wordParam } from '../platform/query/params.js';
import { durationParam } from './duration-param.js';

const LONGEST_RANGE = '90d';
const SIDE = { min: 64, max: 4096 };

const metricName = z
  .string(expected('metric', 'the name of a metric'))
  .regex(/^[a-zA-Z_:][a-zA-Z0-9_:]{0,252}$/, expected('metric', 'the name of a metric'));

/** What may be said of the picture of a service; its form is chosen by `chooseFormat`. */
export const pictureQuerySchema = z.object({
  app: textUpTo('app', 'the name of an application, given once', 253).optional().meta({
    description:
      'One application. Of samples and series: those whose label `app`, else `application`, else `job` says so.',
  }),
  range: durationParam(
    'range',
    'A line over so much time until now, such as `1h`, in place of the last complete second. Of app-monitor and prometheus.',
    LONGEST_RANGE,
  ),
  type: wordParam(
    'type',
    'How values are shown; bars of a moment and lines of a range when absent.',
    CHART_TYPES,
  ),
  theme: wordParam('theme', 'On white, as when absent, or on dark.', ['light', 'dark']),
  width: integerParam('width', 'Pixels.', { ...SIDE, fallback: PICTURE_WIDTH_PX }),
  height: integerParam('height', 'Pixels.', { ...SIDE, fallback: PICTURE_HEIGHT_PX }),
  metric: z
    .union([metricName.transform((name) => [name]), z.array(metricName).max(20)], {
      error: ({ input }) => expected('metric', 'up to 20 names of metrics').error({ input }),
    })
    .optional()
    .meta({ description: 'Which metrics or families, of exposition; may be given again.' }),
  query: textUpTo('query', 'PromQL, given once', 4096).optional().meta({
    // No example: Swagger UI would send it, and services of other kinds refuse it.
    description:
      "PromQL, of prometheus, such as `sum by (app) (rate(app_requests_total[1m]))`; the service's own when absent.",
  }),
});

export type PictureQuery = z.output<typeof pictureQuerySchema>;
