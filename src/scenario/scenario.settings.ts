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
  SEED: variable(seed, {
    default: '',
    unit: '32-bit number',
    example: '42',
    sentence:
      "Which of the possible courses of events the model follows, in place of the scenario's own seed; replicas that share it agree.",
  }),
};

export type ScenarioSettings = z.output<z.ZodObject<typeof scenarioVariables>>;
