import { z } from 'zod';
import { incidentCommon as common, incidentDuration as duration } from './incident-common.schema.js';
import { mapping, numberBetween, oneOf, ratio, secondsBetween } from './quantities.schema.js';

const factor = (what: string, min: number) =>
  numberBetween(min, 100).meta({ description: `What the ${what} is multiplied by: ${min} to 100.` });
const errorRatio = ratio.meta({ description: 'Share of the requests that fails: 0 to 1.' });
const kind = <const Kind extends string>(name: Kind, sentence: string) =>
  z.literal(name).meta({ description: sentence });

const kinds = [
  mapping({
    kind: kind('outage', 'A share of the requests fails with 5xx.'),
    ...common,
    errorRatio: errorRatio.default(1),
  }),
  mapping({
    kind: kind('brownout', 'The work takes longer.'),
    ...common,
    latencyFactor: factor('latency', 1),
  }),
  mapping({
    kind: kind('error-burst', 'A share of the requests fails in one way.'),
    ...common,
    errorRatio,
    class: oneOf(['4xx', '5xx', 'timeout']).default('5xx').meta({ description: 'How they fail.' }),
  }),
  mapping({
    kind: kind('traffic-surge', 'More or fewer requests.'),
    ...common,
    trafficFactor: factor('traffic', 0),
  }),
  mapping({
    kind: kind('slow-leak', 'Latency grows along a line until a restart, which fails all requests.'),
    ...common,
    period: duration.meta({ description: 'Time from restart to restart: a duration.' }),
    latencyFactor: factor('latency, just before the restart,', 1),
    restart: secondsBetween('0s', '1d').meta({ description: 'How long a restart takes: a duration.' }),
  }),
  mapping({
    kind: kind('flapping', 'Down for the first share of each period, up for the rest.'),
    ...common,
    period: secondsBetween('2s', '3650d').meta({ description: 'Time from fall to fall: a duration.' }),
    downShare: ratio.meta({ description: 'Share of each period that it is down: 0 to 1.' }),
  }),
  mapping({ kind: kind('gap', 'The application works, but nobody measures it.'), ...common }),
  mapping({
    kind: kind('regime-change', 'Other parameters from then on; without a duration for ever.'),
    ...common,
    duration: duration.optional().meta({ description: 'How long it lasts. For ever by default.' }),
    trafficFactor: factor('traffic', 0).default(1),
    latencyFactor: factor('latency', 0.01).default(1),
    errorRatio: errorRatio.default(0),
  }),
  mapping({
    kind: kind('canary', 'A share of the requests is served by a version with other parameters.'),
    ...common,
    share: ratio.meta({ description: 'Share of the requests that the other version serves: 0 to 1.' }),
    latencyFactor: factor('latency', 0.01).default(1),
    errorRatio: errorRatio.default(0),
  }),
] as const;

const KINDS = kinds.map((type) => type.shape.kind.value).join(', ');

export const incident = z.discriminatedUnion('kind', kinds, {
  error: ({ code }) =>
    code === 'invalid_union' ? `one of ${KINDS}` : 'a mapping that describes an incident',
});

export type IncidentFile = z.output<typeof incident>;
