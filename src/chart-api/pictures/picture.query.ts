import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  CHART_TYPES,
  type ChartForm,
  type ChartStyle,
  PICTURE_HEIGHT_PX,
  PICTURE_WIDTH_PX,
} from '../../chart-spec/theme.js';
import { InvalidInputError, NotAcceptableError } from '../../platform/errors.js';
import { preferredForm } from '../../platform/http/accept.js';
import { durationMs } from '../../platform/validation/duration.js';
import { expected, refusal, textUpTo } from '../../platform/validation/expected.js';
import { integerParam, wordParam } from '../../platform/validation/params.js';
import { PICTURE_FORMATS } from '../../rendering/chart-renderer.port.js';
import type { Question } from '../../sources/metrics-source.port.js';
import { TICK_MS } from '../../contract/tick.js';

/** A length of time such as `90s`, `1h30m` or `7d`, in milliseconds. */
function durationParam(name: string, description: string, longest: string) {
  const what = `a duration from 1s to ${longest}, such as 90s, 15m, 1h or 7d`;
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

const { png, svg, ...others } = PICTURE_FORMATS;

/**
 * The forms in which an answer can be had, with their media types; a tie goes to the first.
 *
 * Browsers name newer formats of pictures beside `text/html` when they want a page, and beside everything else when
 * they want a picture: neither is a wish for one that takes ten times as long to encode.
 */
export const MEDIA_TYPES = { png, svg, html: 'text/html', ...others } as const;

export type Format = keyof typeof MEDIA_TYPES;

export const FORMATS = Object.keys(MEDIA_TYPES) as readonly Format[];

/** What a request says about the form that it wants, strongest first. */
interface FormatWishes {
  /** The ending of the address, such as `svg`. */
  readonly extension?: string | undefined;
  /** `?format=`. */
  readonly query?: string | undefined;
  readonly accept?: string | undefined;
}

/**
 * Chooses the form of an answer.
 *
 * @throws NotAcceptableError listing what is offered
 */
export function chooseFormat({ extension, query, accept }: FormatWishes): Format {
  const named = extension ?? query;
  if (named !== undefined) return formatNamed(named);

  const best = preferredForm(accept, MEDIA_TYPES);
  if (best !== undefined) return best;
  throw new NotAcceptableError(accept ?? '', Object.values(MEDIA_TYPES));
}

function formatNamed(name: string): Format {
  const format = FORMATS.find((candidate) => candidate === name.toLowerCase());
  if (format === undefined) throw new NotAcceptableError(name, FORMATS);
  return format;
}

/**
 * Collects what a request says about the form that it wants.
 *
 * @throws InvalidInputError when `format` is given more than once
 */
export function formatWishesOf(request: FastifyRequest): FormatWishes {
  const { extension } = request.params as { extension?: string };
  const { format } = request.query as { format?: string | string[] };
  if (Array.isArray(format)) {
    const sentence = `Expected format to be one of ${FORMATS.join(', ')} but received ${format.join(' and ')}`;
    throw InvalidInputError.of('format', sentence);
  }
  return { extension, query: format, accept: request.headers.accept };
}

// Steps that people count in, in seconds: a minute, an hour and a day are whole numbers of each that is shorter.
const STEPS_SECONDS = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400,
] as const;

// A bar and its gap need more room than a turn of a line.
const PX_PER_POINT: Readonly<Record<ChartForm, number>> = { bar: 12, line: 4, area: 4 };

/** How a picture looks that somebody asks for. */
export function styleOf(query: PictureQuery): ChartStyle {
  const { type, theme = 'light', width: widthPx, height: heightPx, range } = query;
  return { widthPx, heightPx, theme, form: type ?? (range === undefined ? 'bar' : 'line') };
}

/**
 * What a source must be asked for a picture.
 *
 * Its moment is the beginning of a tick, and of a step where there is a range: whoever asks within it asks the same.
 */
export function questionOf(query: PictureQuery, nowMs: number): Question {
  const { app, metric: metrics, query: promql, range: rangeMs } = query;
  const what = {
    ...(app !== undefined && { app }),
    ...(metrics !== undefined && { metrics }),
    ...(promql !== undefined && { query: promql }),
  };
  if (rangeMs === undefined) return { atMs: floorTo(TICK_MS, nowMs), ...what };
  const stepMs = stepFor(rangeMs, styleOf(query));
  const atMs = floorTo(stepMs, nowMs);
  // At least one step, and whole ones.
  const fromMs = atMs - Math.max(stepMs, floorTo(stepMs, rangeMs));
  return { atMs, range: { fromMs, stepMs }, ...what };
}

function stepFor(rangeMs: number, { widthPx, form }: ChartStyle): number {
  const leastMs = rangeMs / (widthPx / PX_PER_POINT[form]);
  return (STEPS_SECONDS.find((seconds) => seconds * 1000 >= leastMs) ?? STEPS_SECONDS.at(-1)!) * 1000;
}

function floorTo(unitMs: number, ms: number): number {
  return Math.floor(ms / unitMs) * unitMs;
}
