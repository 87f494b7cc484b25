import { z } from 'zod';
import { commonVariables, listeningPort } from './common.settings.js';
import { integerBetween, noneOrIntegerBetween, oneOf, textLike, variable } from './variable.js';

/** The environment of k8s-app-monitor-test, the metrics API. */
export const metricsApiSettingsSchema = z.object({
  PORT: variable(listeningPort, {
    default: '3000',
    unit: 'TCP port',
    example: '3000',
    sentence: 'Where the metrics API listens; 0 takes a free one.',
  }),
  SCENARIO: variable(
    textLike(/^[a-z0-9][a-z0-9-]{0,62}$/, 'the name of a scenario that comes with the service'),
    {
      default: 'default',
      unit: 'name',
      example: 'online-shop',
      sentence: 'The scenario that the model follows: one that comes with the service, by its name.',
    },
  ),
  SCENARIO_FILE: variable(z.string(), {
    default: '',
    unit: 'path',
    example: 'scenarios/online-shop.yaml',
    sentence: 'A scenario of your own, as a file; it is read again when it changes.',
  }),
  SCENARIO_YAML: variable(z.string(), {
    default: '',
    unit: 'YAML',
    example: '{name: mine, applications: [{name: cart, domain: shop, latency: {serviceMs: 80}}]}',
    sentence: 'A scenario of your own, as text.',
  }),
  SCENARIO_POLL_MS: variable(integerBetween(10, 3_600_000), {
    default: '1000',
    unit: 'ms',
    example: '5000',
    sentence: 'How often SCENARIO_FILE is looked at.',
  }),
  SEED: variable(noneOrIntegerBetween(0, 0xffff_ffff), {
    default: '',
    unit: '32-bit number',
    example: '42',
    sentence:
      "Which of the possible courses of events the model follows, in place of the scenario's own seed; replicas that share it agree.",
  }),
  FAULTS: variable(oneOf(['disabled', 'enabled']), {
    default: 'disabled',
    unit: 'switch',
    example: 'enabled',
    sentence: 'Whether faults can be put on the answers for drills, at /api/v1/faults.',
  }),
  STREAM_LIMIT: variable(integerBetween(1, 100_000), {
    default: '5000',
    unit: 'streams',
    example: '1000',
    sentence: 'Event streams that may be open at once; one more is answered with 503.',
  }),
  STREAM_HEARTBEAT_SECONDS: variable(integerBetween(1, 3600), {
    default: '15',
    unit: 's',
    example: '30',
    sentence: 'How long an event stream may be silent before a comment keeps its connection alive.',
  }),
  ...commonVariables,
});

export type MetricsApiSettings = z.output<typeof metricsApiSettingsSchema>;

/** Injection token of the metrics API's settings. */
export const METRICS_API_SETTINGS = Symbol('MetricsApiSettings');
