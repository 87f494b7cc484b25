import { z } from 'zod';
import {
  listOf,
  mapping,
  millisecondsBetween,
  numberBetween,
  oneOf,
  ratio,
  secondsBetween,
  slug,
  time,
} from './quantities.schema.js';
import { integer } from '../platform/validation.js';

export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

const noise = mapping({
  amplitude: ratio.meta({ description: 'Greatest change up or down, as a share of the value: 0 to 1.' }),
  period: secondsBetween('1s', '365d').meta({
    description: 'Time between turning points of the slowest octave: a duration.',
  }),
  octaves: integer(1, 8).default(3).meta({
    description: 'Number of superimposed waves, each twice as fast and half as high as the last: 1 to 8.',
  }),
});

/** A slow drift; none by default. */
function noiseOf(what: string) {
  return noise
    .default({ amplitude: 0, period: '1m', octaves: 3 })
    .meta({ description: `A slow drift of ${what}. None by default.` });
}

const amplitude = ratio.meta({
  description:
    'How far the rhythm raises and lowers the rate, as a share of it: 0 to 1. The amplitudes of one application add up to at most 1.',
});
const peakHourUtc = numberBetween(0, 23.999).meta({
  description: 'Hour of the peak in UTC: 0 to 23.999, where 13.5 is 13:30.',
});

const harmonic = mapping({
  period: secondsBetween('1m', '3650d').meta({ description: 'Time from peak to peak: a duration.' }),
  amplitude,
  peakOffset: secondsBetween('0s', '3650d')
    .default('0s')
    .meta({ description: 'Time of a peak after 1970-01-01T00:00:00Z: a duration.' }),
});

/** Requests from outside the scenario. */
const traffic = mapping({
  ratePerSecond: numberBetween(0, 100_000).meta({
    description: 'Requests per second from outside the scenario, averaged over all rhythms: 0 to 100000.',
  }),
  daily: mapping({ amplitude, peakHourUtc }).optional().meta({ description: 'The daily rhythm.' }),
  weekly: mapping({
    amplitude,
    peakDay: oneOf(WEEKDAYS).meta({ description: 'Day of the peak, in UTC.' }),
    peakHourUtc,
  })
    .optional()
    .meta({ description: 'The weekly rhythm.' }),
  harmonics: listOf(harmonic, 20).default([]).meta({ description: 'Further rhythms: cosines.' }),
  noise: noiseOf('the rate'),
  trend: mapping({
    growthPerYear: numberBetween(-1, 10).meta({
      description: 'Growth over a year of 365 days, as a share of the rate: -1 to 10, negative for decline.',
    }),
    since: time.meta({ description: 'Time at which the rate equals ratePerSecond: RFC 3339 with a zone.' }),
  })
    .optional()
    .meta({ description: 'Linear growth.' }),
});

export type TrafficFile = z.output<typeof traffic>;
export type NoiseFile = z.output<typeof noise>;

const latency = mapping({
  serviceMs: numberBetween(0.001, 3_600_000).meta({
    description: 'Mean service time in ms, without waiting and without calls: 0.001 to 3600000.',
  }),
  logSigma: numberBetween(0, 3).default(0.33).meta({
    description: 'Standard deviation of the logarithm of the latency: 0 to 3.',
  }),
  timeout: millisecondsBetween('1ms', '1h')
    .optional()
    .meta({ description: 'Time after which the caller gives up: a duration. None by default.' }),
  noise: noiseOf('the mean'),
});

const servers = integer(1, 1000).meta({
  description: 'Number of requests that are served at the same time: 1 to 1000.',
});
const queue = integer(0, 10_000).meta({
  description: 'Queue length, 0 to 10000; requests that find it full are rejected. 10 per server by default.',
});

const capacity = mapping({ servers, queue: queue.optional() })
  .transform((given) => ({ servers: given.servers, queue: given.queue ?? 10 * given.servers }))
  .pipe(mapping({ servers, queue }));

const failures = mapping({
  clientErrorRatio: ratio.default(0).meta({
    description: 'Probability that a request is invalid and answered with 4xx: 0 to 1.',
  }),
  serverErrorRatio: ratio.default(0).meta({
    description: 'Probability that a valid request fails with 5xx: 0 to 1.',
  }),
  noise: noiseOf('both ratios'),
});

const dependency = mapping({
  application: slug.meta({ description: 'Name of the application that is called.' }),
  callsPerRequest: numberBetween(0, 100).default(1).meta({
    description: 'Calls for each request, on average: 0 to 100.',
  }),
  retries: integer(0, 10).default(0).meta({
    description: 'Maximum number of retries of a failed call: 0 to 10.',
  }),
  critical: z.boolean('true or false').default(true).meta({
    description: 'Whether a request fails when one of its calls has failed after all retries.',
  }),
});

export const application = mapping({
  name: slug.meta({ description: 'Unique name of the application.' }),
  domain: slug.meta({ description: 'The domain that the application belongs to.' }),
  traffic: traffic.prefault({ ratePerSecond: 0 }).meta({
    description: 'Requests from outside the scenario. None by default.',
  }),
  latency: latency.meta({ description: 'How long requests take.' }),
  capacity: capacity.optional().meta({
    description: 'Servers and queue. Unlimited by default: no request waits and none is rejected.',
  }),
  failures: failures.prefault({}).meta({ description: 'How often requests fail. Never by default.' }),
  dependencies: listOf(dependency, 20).default([]).meta({
    description: 'The applications that this one calls to answer its requests; at most 20, without cycles.',
  }),
});

export type ApplicationFile = z.output<typeof application>;
