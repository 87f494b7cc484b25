import { z } from 'zod';
import {
  integerBetween,
  listOf,
  mapping,
  millisecondsBetween,
  numberBetween,
  ratio,
  slug,
} from './quantities.schema.js';
import { noiseOf, traffic } from './traffic.schema.js';

const latency = mapping({
  serviceMs: numberBetween(0.001, 3_600_000).meta({
    description: 'Mean time of the work itself in ms, without waiting and without calls: 0.001 to 3600000.',
  }),
  logSigma: numberBetween(0, 3).default(0.33).meta({
    description: 'Standard deviation of the logarithm of the latency: 0 to 3.',
  }),
  timeout: millisecondsBetween('1ms', '1h')
    .optional()
    .meta({ description: 'When the caller gives up: a duration. Never by default.' }),
  noise: noiseOf('the mean'),
});

const servers = integerBetween(1, 1000).meta({
  description: 'How many requests are worked on at once: 1 to 1000.',
});
const queue = integerBetween(0, 10_000).meta({
  description: 'Places to wait in, 0 to 10000; who finds none is refused. 10 for each server by default.',
});

const capacity = mapping({ servers, queue: queue.optional() })
  .transform((given) => ({ servers: given.servers, queue: given.queue ?? 10 * given.servers }))
  .pipe(mapping({ servers, queue }));

const failures = mapping({
  clientErrorRatio: ratio.default(0).meta({
    description: 'Probability that a request is wrong and answered with 4xx: 0 to 1.',
  }),
  serverErrorRatio: ratio.default(0).meta({
    description: 'Probability that a right request fails with 5xx: 0 to 1.',
  }),
  noise: noiseOf('both ratios'),
});

const dependency = mapping({
  application: slug.meta({ description: 'Name of the application that is called.' }),
  callsPerRequest: numberBetween(0, 100).default(1).meta({
    description: 'Calls for each request, on average: 0 to 100.',
  }),
  retries: integerBetween(0, 10).default(0).meta({
    description: 'How often a call that failed is tried again: 0 to 10.',
  }),
  critical: z.boolean('true or false').default(true).meta({
    description: 'Whether a request fails when a call of it has failed for good.',
  }),
});

export const application = mapping({
  name: slug.meta({ description: 'Unique name of the application.' }),
  domain: slug.meta({ description: 'The domain that the application belongs to.' }),
  traffic: traffic.prefault({ ratePerSecond: 0 }).meta({
    description: 'What comes from outside the scenario. Nothing by default.',
  }),
  latency: latency.meta({ description: 'How long the work takes.' }),
  capacity: capacity.optional().meta({
    description: 'How much work fits in at once. Without it nothing waits and nothing is refused.',
  }),
  failures: failures.prefault({}).meta({ description: 'How often requests fail. Never by default.' }),
  dependencies: listOf(dependency, 20).default([]).meta({
    description: 'The applications that this one calls to answer its requests; at most 20, without circles.',
  }),
});

export type ApplicationFile = z.output<typeof application>;
