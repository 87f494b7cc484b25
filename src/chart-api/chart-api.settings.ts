import { z } from 'zod';
import type { RenderingSettings } from '../rendering/rendering.settings.js';
import { LONGEST_PATH, PLAIN_PATH } from '../platform/http/sub-paths.js';
import { integerBetween, variable } from '../platform/settings/read-settings.js';

const MOST_PATHS = 32;

/** Comma-separated paths, each once and without a trailing slash; empty text for none. */
const basePathList = z.string().transform((text, context): readonly string[] => {
  if (text === '') return [];
  const paths = text.split(',').map((path) => path.trim());
  if (paths.length <= MOST_PATHS && paths.every(isPlain)) {
    return [...new Set(paths.map((path) => path.replace(/\/$/, '')))];
  }
  context.addIssue(
    `at most ${MOST_PATHS} paths separated by commas, each of segments of letters, digits and .-_~ and at most ${LONGEST_PATH} characters long`,
  );
  return z.NEVER;
});

function isPlain(path: string): boolean {
  return path.length <= LONGEST_PATH && PLAIN_PATH.test(path);
}

/** The agent's further paths, and the limits of charts. */
export const chartApiVariables = {
  BASE_PATHS: variable(basePathList, {
    default: '',
    unit: 'paths',
    example: '/charts,/team-a/monitor',
    sentence:
      'Additional path prefixes under which every route is served, separated by commas; for an ingress that does not rewrite paths.',
  }),
  CHART_MAX_BYTES: variable(integerBetween(1024, 4 * 1024 * 1024), {
    default: '1048576',
    unit: 'bytes',
    example: '262144',
    sentence: 'Maximum size of a chart specification, and of a request body.',
  }),
  CHART_MAX_DEPTH: variable(integerBetween(4, 200), {
    default: '32',
    unit: 'levels',
    example: '16',
    sentence: 'Maximum nesting depth of objects and arrays in a specification.',
  }),
  CHART_MAX_POINTS: variable(integerBetween(1, 250_000), {
    default: '50000',
    unit: 'points',
    example: '10000',
    sentence: 'Maximum number of data points and labels of a chart, all datasets together.',
  }),
};

/** The variables of this module, and those of rendering that it reads. */
export type ChartApiSettings = z.output<z.ZodObject<typeof chartApiVariables>> &
  Pick<RenderingSettings, 'CHART_MAX_PIXELS' | 'RENDER_QUEUE_BYTES'>;
