import { z } from 'zod';
import { commonVariables, listeningPort } from './common.settings.js';
import { integerBetween, variable } from './variable.js';

/** The environment of k8s-app-monitor-test, the metrics API. */
export const metricsApiSettingsSchema = z.object({
  PORT: variable(listeningPort, {
    default: '3000',
    unit: 'TCP port',
    example: '3000',
    sentence: 'Where the metrics API listens; 0 takes a free one.',
  }),
  SEED: variable(integerBetween(0, 0xffff_ffff), {
    default: '1',
    unit: '32-bit number',
    example: '42',
    sentence: 'Which of the possible courses of events the model follows; replicas that share it agree.',
  }),
  ...commonVariables,
});

export type MetricsApiSettings = z.output<typeof metricsApiSettingsSchema>;

/** Injection token of the metrics API's settings. */
export const METRICS_API_SETTINGS = Symbol('MetricsApiSettings');
