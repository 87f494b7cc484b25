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

const MOST_ORIGINS = 32;

/** The origins of web pages that may read charts. */
export type AllowedOrigins = 'any' | readonly string[];

/** `*` for every origin, `none`, or origins separated by commas. */
const originList = z.string().transform((text, context): AllowedOrigins => {
  if (text === '*') return 'any';
  if (text === 'none') return [];
  const origins = text.split(',').map((origin) => origin.trim());
  if (origins.length <= MOST_ORIGINS && origins.every(isOrigin)) return [...new Set(origins)];
  context.addIssue(
    `*, none, or at most ${MOST_ORIGINS} origins separated by commas, such as https://dashboards.example`,
  );
  return z.NEVER;
});

/** An origin as browsers send it: in lower case, without a path and without the default port. */
function isOrigin(text: string): boolean {
  return /^https?:[^*]+$/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

/** The agent's further paths, who may read charts, and the limits of charts. */
export const chartApiVariables = {
  BASE_PATHS: variable(basePathList, {
    default: '',
    unit: 'paths',
    example: '/charts,/team-a/monitor',
    sentence:
      'Additional path prefixes under which every route is served, separated by commas; for an ingress that does not rewrite paths.',
  }),
  CORS_ORIGINS: variable(originList, {
    default: '*',
    unit: 'origins',
    example: 'https://dashboards.example,https://wiki.example',
    sentence:
      'Origins whose web pages can read charts of /chart, separated by commas; * means all and none means none. Images of services are never shared.',
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
