import type { z } from 'zod';
import type { CommonSettings } from '../platform/settings/common.settings.js';
import { integerBetween, oneOf, textLike, variable } from '../platform/settings/read-settings.js';

/** Whether faults can be injected, by whom, and how many requests they may hold. */
export const faultsVariables = {
  FAULTS: variable(oneOf(['disabled', 'enabled']), {
    default: 'disabled',
    unit: 'switch',
    example: 'enabled',
    sentence: 'Whether faults can be injected into responses for drills, through /api/v1/faults.',
  }),
  FAULTS_TOKEN: variable(
    textLike(/^[\x21-\x7e]{0,512}$/, 'at most 512 printable characters without spaces'),
    {
      default: '',
      unit: 'token',
      example: 'a-long-random-text',
      sentence:
        'Token that callers must send to set and delete faults, as Authorization: Bearer TOKEN; without one, any caller can.',
      secret: true,
    },
  ),
  FAULTS_HELD_LIMIT: variable(integerBetween(1, 100_000), {
    default: '1000',
    unit: 'requests',
    example: '100',
    sentence:
      'Maximum number of requests that latency faults delay at once; further ones are refused with 503.',
  }),
};

/** The variables of this module, and those of others that it reads. */
export type FaultsSettings = z.output<z.ZodObject<typeof faultsVariables>> & Pick<CommonSettings, 'HOSTNAME'>;
