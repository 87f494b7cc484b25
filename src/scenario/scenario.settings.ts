import { z } from 'zod';
import { integerBetween, textLike, variable } from '../platform/settings/read-settings.js';

const LARGEST_SEED = 0xffff_ffff;
const seed = z
  .string()
  .transform((text) => text || undefined)
  .pipe(integerBetween(0, LARGEST_SEED).optional())
  .meta({ minimum: 0, maximum: LARGEST_SEED });

/** Which scenario the model follows. */
export const scenarioVariables = {
  SCENARIO: variable(textLike(/^[a-z0-9][a-z0-9-]{0,62}$/, 'the name of a bundled scenario'), {
    default: 'default',
    unit: 'name',
    example: 'online-shop',
    sentence: 'Name of the bundled scenario that the model follows.',
  }),
  SCENARIO_FILE: variable(z.string(), {
    default: '',
    unit: 'path',
    example: 'scenarios/online-shop.yaml',
    sentence: 'Path of a custom scenario, which replaces SCENARIO; the file is reloaded when it changes.',
  }),
  SCENARIO_YAML: variable(z.string(), {
    default: '',
    unit: 'YAML',
    example: '{name: mine, applications: [{name: cart, domain: shop, latency: {serviceMs: 80}}]}',
    sentence: 'Custom scenario as YAML text, which replaces SCENARIO.',
  }),
  SCENARIO_POLL_MS: variable(integerBetween(10, 3_600_000), {
    default: '1000',
    unit: 'ms',
    example: '5000',
    sentence: 'How often SCENARIO_FILE is checked for changes.',
  }),
  SEED: variable(seed, {
    default: '',
    unit: '32-bit number',
    example: '42',
    sentence:
      "Seed of the model's random numbers, which overrides the scenario's own; replicas with the same seed return the same values.",
  }),
};

export type ScenarioSettings = z.output<z.ZodObject<typeof scenarioVariables>>;
