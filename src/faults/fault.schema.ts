import { z } from 'zod';
import { expected, integer, refusal, textUpTo } from '../platform/validation/expected.js';

const MAX_LATENCY_MS = 600_000;
const MAX_RETRY_AFTER_SECONDS = 86_400;
const MAX_TTL_SECONDS = 86_400;
const MAX_SEED = 0xffff_ffff;

const scopeSchema = z.strictObject(
  {
    route: z
      .string(expected('scope.route', 'text'))
      .regex(
        /^\/[\w:/.-]{0,199}$/,
        expected('scope.route', 'the pattern of a route, such as /metrics/:appname'),
      )
      .optional()
      .describe("The pattern of a route, as the label `route` of the service's own metrics has it."),
    application: textUpTo('scope.application', 'the name of an application', 253)
      .optional()
      .describe('Requests that name this application in their path, or as `app` in their query.'),
    replica: textUpTo('scope.replica', 'the HOSTNAME of a replica', 253)
      .optional()
      .describe('The HOSTNAME of the one process that is hit; any other keeps the fault and does nothing.'),
  },
  expected('scope', 'an object of route, application and replica'),
);

const common = {
  ratio: z
    .number(expected('ratio', 'a number'))
    .min(0, expected('ratio', 'between 0 and 1'))
    .max(1, expected('ratio', 'between 0 and 1'))
    .default(1)
    .describe('The share of the matching requests that is hit.'),
  scope: scopeSchema.default({}).describe('Which requests match: those that fit all that is given.'),
  ttlSeconds: integer(1, MAX_TTL_SECONDS, 'ttlSeconds').default(300).describe('How long the fault lives.'),
  seed: integer(0, MAX_SEED, 'seed')
    .default(1)
    .describe('The same seed, id and ratio hit the same of the matching requests.'),
};

const latency = z.strictObject(
  {
    kind: z.literal('latency').describe('The answer comes later.'),
    latencyMs: integer(1, MAX_LATENCY_MS, 'latencyMs'),
    ...common,
  },
  expected('the fault', 'an object of kind, latencyMs, ratio, scope, ttlSeconds and seed'),
);

const status = z.strictObject(
  {
    kind: z.literal('status').describe('A problem document with this status takes the place of the answer.'),
    status: integer(400, 599, 'status'),
    retryAfterSeconds: integer(0, MAX_RETRY_AFTER_SECONDS, 'retryAfterSeconds').optional(),
    ...common,
  },
  expected('the fault', 'an object of kind, status, retryAfterSeconds, ratio, scope, ttlSeconds and seed'),
);

const plain = 'an object of kind, ratio, scope, ttlSeconds and seed';
const reset = z.strictObject(
  { kind: z.literal('reset').describe('The connection is reset instead of an answer.'), ...common },
  expected('the fault', plain),
);
const corrupt = z.strictObject(
  {
    kind: z.literal('corrupt').describe('The second half of the body is garbage; its length stays right.'),
    ...common,
  },
  expected('the fault', plain),
);

const oneOfTheKinds = {
  error: ({ input }: { readonly input?: unknown }) =>
    isObject(input)
      ? refusal('kind', 'one of latency, status, reset, corrupt', input['kind'])
      : refusal('the fault', 'an object', input),
};

/** What a drill asks for. */
export const faultDefinitionSchema = z
  .discriminatedUnion('kind', [latency, status, reset, corrupt], oneOfTheKinds)
  .meta({ id: 'FaultDefinition' });

const state = {
  id: z.string(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  matched: z.int().min(0).describe('Requests that fitted the scope since the fault was put.'),
  applied: z.int().min(0).describe('Those of them that were hit.'),
};

/** A fault as it is told: what was asked for, and what became of it. */
export const faultSchema = z
  .discriminatedUnion('kind', [
    latency.extend(state),
    status.extend(state),
    reset.extend(state),
    corrupt.extend(state),
  ])
  .meta({ id: 'Fault' });

export const faultListSchema = z.object({ faults: z.array(faultSchema) }).meta({ id: 'FaultList' });

const idExpected = expected('id', 'at most 64 letters, digits and ._-, a letter or digit first');

/** The parameters of a path that names a fault. */
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
