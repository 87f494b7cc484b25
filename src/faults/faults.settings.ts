import type { z } from 'zod';
import type { CommonSettings } from '../platform/settings/common.settings.js';
import { oneOf, variable } from '../platform/settings/read-settings.js';

/** Whether faults can be injected. */
export const faultsVariables = {
  FAULTS: variable(oneOf(['disabled', 'enabled']), {
    default: 'disabled',
    unit: 'switch',
    example: 'enabled',
    sentence: 'Whether faults can be injected into responses for drills, through /api/v1/faults.',
  }),
};

/** The variables of this module, and those of others that it reads. */
export type FaultsSettings = z.output<z.ZodObject<typeof faultsVariables>> & Pick<CommonSettings, 'HOSTNAME'>;
