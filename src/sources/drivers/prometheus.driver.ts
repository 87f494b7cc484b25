import { z } from 'zod';
import { InvalidInputError, UpstreamError } from '../../platform/errors.js';
import {
  type Labels,
  type MetricsDriver,
  type Question,
  type Reading,
  type Sample,
  type Series,
  onlyApplication,
  refuseUnsupported,
} from '../metrics-source.port.js';
import { type UpstreamAnswer, expectContent, expectOk, readJson } from '../upstream-answer.js';
import { type Budget, type UpstreamClient, joinUrl } from '../upstream-client.js';

// Unix time in seconds, and the value as text.
const point = z.tuple([z.number(), z.string()]);
const labels = z.record(z.string(), z.string());

// Native histograms have `histogram` or `histograms` in place of a plain value; they are counted and omitted.
const dataSchema = z.discriminatedUnion('resultType', [
  z.object({ resultType: z.literal('scalar'), result: point }),
  z.object({ resultType: z.literal('string'), result: point }),
  z.object({
    resultType: z.literal('vector'),
    result: z.array(z.object({ metric: labels, value: point.optional() })),
  }),
  z.object({
    resultType: z.literal('matrix'),
    result: z.array(z.object({ metric: labels, values: z.array(point).optional() })),
  }),
]);

const sentences = z.array(z.string()).default([]);
const successSchema = z.object({
  status: z.literal('success'),
  data: dataSchema,
  warnings: sentences,
  infos: sentences,
});
const errorSchema = z.object({ status: z.literal('error'), errorType: z.string(), error: z.string() });

/** A successful response to a query. */
export interface PrometheusAnswer {
  readonly data: z.output<typeof dataSchema>;
  readonly warnings: readonly string[];
}

type Point = readonly [seconds: number, value: string];

/** Queries Prometheus, or a compatible server, through its HTTP API. */
export class PrometheusDriver implements MetricsDriver {
  constructor(
    private readonly url: string,
    private readonly client: UpstreamClient,
    /** The query for questions without one. */
    private readonly defaultQuery: string | undefined,
  ) {}

  async read(question: Question, budget: Budget): Promise<Reading> {
    refuseUnsupported(question, 'prometheus', ['query', 'app', 'range']);
    const query = question.query ?? this.defaultQuery;
    if (query === undefined) {
      const sentence =
        'Expected query to be PromQL but received nothing, and the service has no default query';
      throw InvalidInputError.of('query', sentence);
    }
    const answer = await this.query(query, question, budget);
    return readingOf(answer, query, question, new URL(this.url).host);
  }

  async check(budget: Budget): Promise<void> {
    await this.query('1', { atMs: Date.UTC(2026, 0, 1) }, budget);
  }

  private async query(query: string, question: Question, budget: Budget): Promise<PrometheusAnswer> {
    const { atMs, range } = question;
    const seconds = (ms: number): string => String(ms / 1000);
    const url =
      range === undefined
        ? joinUrl(this.url, 'api/v1/query', { query, time: seconds(atMs) })
        : joinUrl(this.url, 'api/v1/query_range', {
            query,
            start: seconds(range.fromMs),
            end: seconds(atMs),
            step: seconds(range.stepMs),
          });
    return readAnswer(await this.client.get(url, 'application/json', budget), question.query);
  }
}

/**
 * Reads a response of the Prometheus HTTP API.
 *
 * @param callersQuery - the query if it came with the request, so that the caller can fix it
 * @throws InvalidInputError with the error from Prometheus when the caller's query is wrong
 * @throws UpstreamError for every other failure
 * @see https://prometheus.io/docs/prometheus/latest/querying/api/#format-overview
 */
function readAnswer(answer: UpstreamAnswer, callersQuery: string | undefined): PrometheusAnswer {
  // 400: the query cannot be parsed. 422: it cannot be executed.
  if (answer.status === 400 || answer.status === 422) refuseQuery(answer, callersQuery);
  expectOk(answer);
  expectContent(answer, 'application/json');
  const { data, warnings, infos } = readJson(answer, successSchema);
  return { data, warnings: [...warnings, ...infos] };
}

function refuseQuery(answer: UpstreamAnswer, callersQuery: string | undefined): never {
  expectContent(answer, 'application/json');
  const { errorType, error } = readJson(answer, errorSchema);
  const sentence = `${answer.address} refused the query (${errorType}): ${error}`;
  if (callersQuery === undefined) throw new UpstreamError('query', answer.address, sentence);
  throw InvalidInputError.of('query', sentence);
}

export function readingOf(
  { data, warnings }: PrometheusAnswer,
  query: string,
  question: Question,
  address: string,
): Reading {
  switch (data.resultType) {
    case 'scalar': {
      const samples = onlyApplication([sampleOf({}, data.result)], question.app, address);
      return { kind: 'samples', subject: query, warnings, samples };
    }
    case 'vector': {
      const plain = data.result.flatMap(({ metric, value }) => (value ? [sampleOf(metric, value)] : []));
      const samples = onlyApplication(plain, question.app, address);
      return {
        kind: 'samples',
        subject: query,
        warnings: withHistogramWarning(warnings, data.result, plain),
        samples,
      };
    }
    case 'matrix': {
      const plain = data.result.flatMap(({ metric, values }) => (values ? [{ metric, values }] : []));
      const timesMs =
        question.range === undefined ? sampleTimes(plain) : stepTimes(question.atMs, question.range);
      const all = plain.map(({ metric, values }) => seriesOf(metric, values, timesMs));
      const series = onlyApplication(all, question.app, address);
      const allWarnings = withHistogramWarning(warnings, data.result, plain);
      return { kind: 'series', subject: query, warnings: allWarnings, timesMs, series, incidents: [] };
    }
    case 'string': {
      const sentence = `Expected query to return numbers but received a string from ${address}`;
      throw InvalidInputError.of('query', sentence);
    }
  }
}

function sampleOf({ __name__: name = '', ...labels }: Labels, [, value]: Point): Sample {
  return { name, labels, value: numberOf(value) };
}

/** Prometheus omits steps without a value; here they are gaps. */
function seriesOf(
  { __name__: name = '', ...labels }: Labels,
  points: readonly Point[],
  timesMs: readonly number[],
): Series {
  const byTime = new Map(points.map(([seconds, value]) => [Math.round(seconds * 1000), numberOf(value)]));
  return { name, labels, unit: '', values: timesMs.map((timeMs) => byTime.get(timeMs) ?? null) };
}

function stepTimes(toMs: number, { fromMs, stepMs }: NonNullable<Question['range']>): number[] {
  return Array.from(
    { length: Math.floor((toMs - fromMs) / stepMs) + 1 },
    (_, step) => fromMs + step * stepMs,
  );
}

/** The sample times of a range vector such as `up[5m]` in an instant query. */
function sampleTimes(all: readonly { readonly values: readonly Point[] }[]): number[] {
  const times = all.flatMap(({ values }) => values.map(([seconds]) => Math.round(seconds * 1000)));
  return [...new Set(times)].sort((a, b) => a - b);
}

/** NaN and infinities cannot be charted. */
function numberOf(text: string): number | null {
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

function withHistogramWarning(
  warnings: readonly string[],
  all: readonly unknown[],
  plain: readonly unknown[],
): string[] {
  const histograms = all.length - plain.length;
  if (histograms === 0) return [...warnings];
  return [
    ...warnings,
    `${histograms} native histograms are omitted: query a quantile or a rate of them instead`,
  ];
}
