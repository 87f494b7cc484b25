import { type z } from 'zod';
import {
  integerBetween,
  listOf,
  mapping,
  numberBetween,
  oneOf,
  ratio,
  secondsBetween,
  time,
} from './quantities.schema.js';

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
  octaves: integerBetween(1, 8).default(3).meta({
    description: 'How many waves are laid over each other, each twice as fast and half as high: 1 to 8.',
  }),
});

/** A slow drift; none where the file says nothing. */
export function noiseOf(what: string) {
  return noise
    .default({ amplitude: 0, period: '1m', octaves: 3 })
    .meta({ description: `A slow drift of ${what}. None by default.` });
}

const amplitude = ratio.meta({
  description:
    'How far the rhythm lifts and lowers the rate, as a share of it: 0 to 1. Those of one application add up to at most 1.',
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

/** What comes from outside the scenario. */
export const traffic = mapping({
  ratePerSecond: numberBetween(0, 100_000).meta({
    description: 'Requests per second from outside the scenario, averaged over all rhythms: 0 to 100000.',
  }),
  daily: mapping({ amplitude, peakHourUtc }).optional().meta({ description: 'The rhythm of the day.' }),
  weekly: mapping({
    amplitude,
    peakDay: oneOf(WEEKDAYS).meta({ description: 'Day of the peak, in UTC.' }),
    peakHourUtc,
  })
    .optional()
    .meta({ description: 'The rhythm of the week.' }),
  harmonics: listOf(harmonic, 20).default([]).meta({ description: 'Further rhythms: cosines.' }),
  noise: noiseOf('the rate'),
  trend: mapping({
    growthPerYear: numberBetween(-1, 10).meta({
      description: 'Share of the rate that a year of 365 days adds: -1 to 10, negative for decline.',
    }),
    since: time.meta({ description: 'When the rate is the one given: RFC 3339 with a zone.' }),
  })
    .optional()
    .meta({ description: 'Growth along a straight line.' }),
});

export type TrafficFile = z.output<typeof traffic>;
export type NoiseFile = z.output<typeof noise>;
