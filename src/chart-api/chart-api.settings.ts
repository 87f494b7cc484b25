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
      'Further paths beneath which every address answers, separated by commas: for an ingress that passes its path on.',
  }),
  CHART_MAX_BYTES: variable(integerBetween(1024, 4 * 1024 * 1024), {
    default: '1048576',
    unit: 'bytes',
    example: '262144',
    sentence: 'The longest specification of a chart, and the longest body of a request.',
  }),
  CHART_MAX_DEPTH: variable(integerBetween(4, 200), {
    default: '32',
    unit: 'levels',
    example: '16',
    sentence: 'How deep objects and arrays may stand in one another in a specification.',
  }),
  CHART_MAX_POINTS: variable(integerBetween(1, 250_000), {
    default: '50000',
    unit: 'points',
    example: '10000',
    sentence: 'The points of all datasets of a chart together, and its labels.',
  }),
  CHART_MAX_PIXELS: variable(integerBetween(1, 1_000_000_000), {
    default: '10000000',
    unit: 'pixels',
    example: '8388608',
    sentence:
      'Width times height of a picture, retina included; half of it for JPEG and WebP and a quarter for AVIF, whose encoders take more memory.',
  }),
};

/** The variables of this module, and the one of rendering that it reads. */
export type ChartApiSettings = z.output<z.ZodObject<typeof chartApiVariables>> &
  Pick<RenderingSettings, 'RENDER_QUEUE_BYTES'>;
