import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  CHART_TYPES,
  type ChartForm,
  type ChartStyle,
  PICTURE_HEIGHT_PX,
  PICTURE_WIDTH_PX,
} from '../../chart-spec/theme.js';
import { TICK_MS } from '../../contract/tick.js';
import { InvalidInputError, NotAcceptableError } from '../../platform/errors.js';
import { preferredForm } from '../../platform/http/accept.js';
import {
  durationMs,
  expected,
  integerParam,
  refusal,
  textUpTo,
  wordParam,
} from '../../platform/validation.js';
import { PICTURE_FORMATS } from '../../rendering/chart-renderer.port.js';
import { formatNamed } from '../../rendering/picture-formats.js';
import type { Question } from '../../sources/metrics-source.port.js';

/** A duration such as `90s`, `1h30m` or `7d`, in milliseconds. */
export function durationParam(name: string, description: string, longest: string) {
  const what = `a duration from 1s to ${longest}, such as 90s, 15m or 1h`;
  const longestMs = durationMs(longest);
  return z
    .string(expected(name, what))
    .transform((text, context) => {
      const ms = durationMs(text);
      if (ms >= 1000 && ms <= longestMs) return ms;
      context.addIssue(refusal(name, what, text));
      return z.NEVER;
    })
    .optional()
    .meta({ description });
}

const LONGEST_RANGE = '90d';
export const PICTURE_SIDE_PX = { min: 64, max: 4096 };

const metricName = z
  .string(expected('metric', 'a metric name'))
  .regex(/^[a-zA-Z_:][a-zA-Z0-9_:]{0,252}$/, expected('metric', 'a metric name'));

/** The query of a service's picture; `chooseFormat` reads its format. */
export const pictureQuerySchema = z.object({
  app: textUpTo('app', 'one application name', 253).optional().meta({
    description:
      'Show one application only: samples and series are selected by their label `app`, else `application`, else `job`.',
  }),
  range: durationParam(
    'range',
    `Show a line over the time until now, from 1s to ${LONGEST_RANGE}, instead of the last complete second: \`1h\` is the last hour. For services of kind app-monitor and prometheus.`,
    LONGEST_RANGE,
  ),
  type: wordParam('type', 'The chart type. The default is bar, or line for a range.', CHART_TYPES),
  theme: wordParam('theme', 'A white background (light, the default) or a dark one.', ['light', 'dark']),
  width: integerParam('width', 'Width in pixels.', { ...PICTURE_SIDE_PX, fallback: PICTURE_WIDTH_PX }),
  height: integerParam('height', 'Height in pixels.', { ...PICTURE_SIDE_PX, fallback: PICTURE_HEIGHT_PX }),
  metric: z
    .union([metricName.transform((name) => [name]), z.array(metricName).max(20)], {
      error: ({ input }) => expected('metric', 'up to 20 metric names').error({ input }),
    })
    .optional()
    .meta({
      description:
        'Show these metrics or metric families only; can be repeated. For services of kind exposition.',
    }),
  query: textUpTo('query', 'one PromQL query', 4096).optional().meta({
    // No example: Swagger UI would send it, and services of other kinds refuse it.
    description:
      'A PromQL query, such as `sum by (app) (rate(app_requests_total[1m]))`. The default is the query of the service in SERVICES. For services of kind prometheus.',
  }),
});

export type PictureQuery = z.output<typeof pictureQuerySchema>;

const { png, svg, ...others } = PICTURE_FORMATS;

/**
 * The formats of an answer with their media types; a tie goes to the first.
 *
 * Browsers list newer image formats next to `text/html` when they load a page, and next to everything else when they
 * load an image: neither requests a format that takes ten times as long to encode.
 */
export const MEDIA_TYPES = { png, svg, html: 'text/html', ...others } as const;

export type Format = keyof typeof MEDIA_TYPES;

export const FORMATS = Object.keys(MEDIA_TYPES) as readonly Format[];

/** The formats that a request names, strongest first. */
interface RequestedFormats {
  /** The extension of the path, such as `svg`. */
  readonly extension?: string | undefined;
  /** `?format=`. */
  readonly query?: string | undefined;
  readonly accept?: string | undefined;
}

/**
 * Chooses the format of an answer.
 *
 * @throws NotAcceptableError listing the available formats
 */
export function chooseFormat({ extension, query, accept }: RequestedFormats): Format {
  const named = extension ?? query;
  if (named !== undefined) {
    const format = formatNamed(named, FORMATS);
    if (format === undefined) throw new NotAcceptableError(named, FORMATS);
    return format;
  }
  const best = preferredForm(accept, MEDIA_TYPES);
  if (best !== undefined) return best;
  throw new NotAcceptableError(accept ?? '', Object.values(MEDIA_TYPES));
}

/**
 * Collects the formats that a request names.
 *
 * @throws InvalidInputError when `format` is given more than once
 */
export function requestedFormats(request: FastifyRequest): RequestedFormats {
  const { extension } = request.params as { extension?: string };
  const { format } = request.query as { format?: string | string[] };
  if (Array.isArray(format)) {
    const sentence = `Expected format to be one of ${FORMATS.join(', ')} but received ${format.join(' and ')}`;
    throw InvalidInputError.of('format', sentence);
  }
  return { extension, query: format, accept: request.headers.accept };
}

// Steps of familiar lengths, in seconds: a minute, an hour and a day are multiples of every shorter step.
const STEPS_SECONDS = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400,
] as const;

// A bar and its gap need more pixels than a point of a line.
const PX_PER_POINT: Readonly<Record<ChartForm, number>> = { bar: 12, line: 4, area: 4 };

/** The look of the requested picture. */
export function styleOf(query: PictureQuery): ChartStyle {
  const { type, theme = 'light', width: widthPx, height: heightPx, range } = query;
  return { widthPx, heightPx, theme, form: type ?? (range === undefined ? 'bar' : 'line') };
}

/**
 * The question to the source for a picture.
 *
 * Its time is the start of the current tick, or of the current step of a range, so that all requests within one ask
 * the same question.
 */
export function questionOf(query: PictureQuery, nowMs: number): Question {
  const { app, metric: metrics, query: promql, range: rangeMs } = query;
  const selection = {
    ...(app !== undefined && { app }),
    ...(metrics !== undefined && { metrics }),
    ...(promql !== undefined && { query: promql }),
  };
  if (rangeMs === undefined) return { atMs: floorTo(TICK_MS, nowMs), ...selection };
  const stepMs = stepFor(rangeMs, styleOf(query));
  const atMs = floorTo(stepMs, nowMs);
  // Whole steps, and at least one.
  const fromMs = atMs - Math.max(stepMs, floorTo(stepMs, rangeMs));
  return { atMs, range: { fromMs, stepMs }, ...selection };
}

function stepFor(rangeMs: number, { widthPx, form }: ChartStyle): number {
  const leastMs = rangeMs / (widthPx / PX_PER_POINT[form]);
  return (STEPS_SECONDS.find((seconds) => seconds * 1000 >= leastMs) ?? STEPS_SECONDS.at(-1)!) * 1000;
}

function floorTo(unitMs: number, ms: number): number {
  return Math.floor(ms / unitMs) * unitMs;
}
