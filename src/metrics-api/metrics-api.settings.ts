import type { z } from 'zod';
import type { CommonSettings } from '../platform/settings/common.settings.js';
import { integerBetween, variable } from '../platform/settings/read-settings.js';

/** Limits of event streams and of long answers. */
export const metricsApiVariables = {
  STREAM_LIMIT: variable(integerBetween(1, 100_000), {
    default: '5000',
    unit: 'streams',
    example: '1000',
    sentence: 'Maximum number of open event streams; further ones are refused with 503.',
  }),
  EXPORT_BUFFER_BYTES: variable(integerBetween(1024, 1024 * 1024 * 1024), {
    default: '50331648',
    unit: 'bytes',
    example: '134217728',
    sentence: 'Maximum memory of all exports and long ranges in progress; further ones are refused with 503.',
  }),
  STREAM_HEARTBEAT_SECONDS: variable(integerBetween(1, 3600), {
    default: '15',
    unit: 's',
    example: '30',
    sentence: 'Maximum idle time of an event stream before a comment is sent to keep its connection open.',
  }),
};

/** The variables of this module, and those of others that it reads. */
export type MetricsApiSettings = z.output<z.ZodObject<typeof metricsApiVariables>> &
  Pick<CommonSettings, 'HOSTNAME'>;
