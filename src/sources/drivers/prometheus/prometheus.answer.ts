import { z } from 'zod';
import { InvalidInputError } from '../../../platform/errors/catalogue.js';
import { UpstreamError } from '../../../platform/errors/upstream.error.js';
import { expectContent, expectOk, readJson, type UpstreamAnswer } from '../../http/upstream-answer.js';

// A pair of a Unix time in seconds and a value in text.
const point = z.tuple([z.number(), z.string()]);
const labels = z.record(z.string(), z.string());

// A native histogram has no plain value; its samples are counted and left out.
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

/** What Prometheus answers to a query. */
export interface PrometheusAnswer {
  readonly data: z.output<typeof dataSchema>;
  readonly warnings: readonly string[];
}

/**
 * Reads an answer of Prometheus's HTTP API.
 *
 * @param callersQuery - the query where it is the caller's own: then its faults are the caller's to mend
 * @throws InvalidInputError with Prometheus's own sentence when the caller's query is wrong
 * @throws UpstreamError for every other failure
 * @see https://prometheus.io/docs/prometheus/latest/querying/api/#format-overview
 */
export function readAnswer(answer: UpstreamAnswer, callersQuery: string | undefined): PrometheusAnswer {
  // 400 is a query that cannot be read, 422 one that cannot be executed.
  if (answer.status === 400 || answer.status === 422) refuseQuery(answer, callersQuery);
  expectOk(answer);
  expectContent(answer, 'application/json');
  const { data, warnings, infos } = readJson(answer, successSchema);
  return { data, warnings: [...warnings, ...infos] };
}

function refuseQuery(answer: UpstreamAnswer, callersQuery: string | undefined): never {
  const { errorType, error } = readJson(answer, errorSchema);
  const sentence = `${answer.address} refused the query (${errorType}): ${error}`;
  if (callersQuery === undefined) throw new UpstreamError('query', answer.address, sentence);
  throw new InvalidInputError([{ field: 'query', sentence }]);
}
