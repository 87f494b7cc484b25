import { z } from 'zod';
import { expected, integer, refusal, textUpTo } from '../platform/validation.js';

const MAX_LATENCY_MS = 600_000;
const MAX_RETRY_AFTER_SECONDS = 86_400;
const MAX_TTL_SECONDS = 86_400;
const MAX_SEED = 0xffff_ffff;

const scopeSchema = z.strictObject(
  {
    route: z
      .string(expected('scope.route', 'text'))
      .regex(/^\/[\w:/.-]{0,199}$/, expected('scope.route', 'a route pattern such as /metrics/:appname'))
      .optional()
      .describe("A route pattern, as in the label `route` of the service's own metrics."),
    application: textUpTo('scope.application', 'the name of an application', 253)
      .optional()
      .describe('Only requests with this application in their path, or as `app` in their query.'),
    replica: textUpTo('scope.replica', 'the HOSTNAME of a replica', 253)
      .optional()
      .describe(
        'Only requests to the replica with this HOSTNAME; other replicas store the fault but do not apply it.',
      ),
  },
  expected('scope', 'an object of route, application and replica'),
);

const common = {
  ratio: z
    .number(expected('ratio', 'a number'))
    .min(0, expected('ratio', 'between 0 and 1'))
    .max(1, expected('ratio', 'between 0 and 1'))
    .default(1)
    .describe('Share of the matching requests that are affected.'),
  scope: scopeSchema.default({}).describe('The requests that match: those that meet all given conditions.'),
  ttlSeconds: integer(1, MAX_TTL_SECONDS, 'ttlSeconds')
    .default(300)
    .describe('Time until the fault expires.'),
  seed: integer(0, MAX_SEED, 'seed')
    .default(1)
    .describe('The same seed, id and ratio select the same requests among those that match.'),
};

const latency = z.strictObject(
  {
    kind: z.literal('latency').describe('The answer is delayed.'),
    latencyMs: integer(1, MAX_LATENCY_MS, 'latencyMs').describe('Delay in milliseconds.'),
    ...common,
  },
  expected('the fault', 'an object of kind, latencyMs, ratio, scope, ttlSeconds and seed'),
);

const status = z.strictObject(
  {
    kind: z.literal('status').describe('A problem document with this status replaces the answer.'),
    status: integer(400, 599, 'status').describe('HTTP status of the answer.'),
    retryAfterSeconds: integer(0, MAX_RETRY_AFTER_SECONDS, 'retryAfterSeconds')
      .optional()
      .describe('Value of the header `Retry-After`; no header by default.'),
    ...common,
  },
  expected('the fault', 'an object of kind, status, retryAfterSeconds, ratio, scope, ttlSeconds and seed'),
);

const commonFields = 'an object of kind, ratio, scope, ttlSeconds and seed';
const reset = z.strictObject(
  { kind: z.literal('reset').describe('The connection is reset instead of answered.'), ...common },
  expected('the fault', commonFields),
);
const corrupt = z.strictObject(
  {
    kind: z
      .literal('corrupt')
      .describe('The second half of the body is corrupted; its length stays the same.'),
    ...common,
  },
  expected('the fault', commonFields),
);

const unknownKind = {
  error: ({ input }: { readonly input?: unknown }) =>
    isObject(input)
      ? refusal('kind', 'one of latency, status, reset, corrupt', input['kind'])
      : refusal('the fault', 'an object', input),
};

/** A fault as a caller defines it. */
export const faultDefinitionSchema = z
  .discriminatedUnion('kind', [latency, status, reset, corrupt], unknownKind)
  .meta({ id: 'FaultDefinition' });

const state = {
  id: z.string().describe('Name of the fault.'),
  createdAt: z.iso.datetime().describe('When the fault was set.'),
  expiresAt: z.iso.datetime().describe('When the fault expires.'),
  matched: z.int().min(0).describe('Requests that matched the scope since the fault was set.'),
  applied: z.int().min(0).describe('Matching requests that were affected.'),
};

/** A fault with its state. */
export const faultSchema = z
  .discriminatedUnion('kind', [
    latency.extend(state),
    status.extend(state),
    reset.extend(state),
    corrupt.extend(state),
  ])
  .meta({ id: 'Fault' });

export const faultListSchema = z
  .object({ faults: z.array(faultSchema).describe('The faults, ordered by id.') })
  .meta({ id: 'FaultList' });

const idExpected = expected('id', 'at most 64 letters, digits and ._-, a letter or digit first');

/** The path parameters of one fault. */
export const faultIdSchema = z.object({
  id: z.string(idExpected).regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, idExpected),
});

export type FaultDefinition = z.output<typeof faultDefinitionSchema>;
export type FaultScope = FaultDefinition['scope'];
export type FaultKind = FaultDefinition['kind'];
export type FaultView = z.output<typeof faultSchema>;

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
