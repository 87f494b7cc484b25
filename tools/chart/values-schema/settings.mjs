import { fromZod } from './from-zod.mjs';

/** Variables that the chart sets by values of their own, or that the images set. */
const SET_ELSEWHERE = [
  'PORT',
  'METRICS_PORT',
  'HOSTNAME',
  'SHUTDOWN_DELAY_MS',
  'SHUTDOWN_TIMEOUT_MS',
  'SERVICE_NAME',
  'APP_PORT',
  'SERVICES',
  'BASE_PATHS',
  'SCENARIO',
  'SCENARIO_FILE',
  'SCENARIO_YAML',
  'APP_VERSION',
  'APP_REVISION',
];

/**
 * What `settings` of a component may hold: the service's environment variables by name.
 *
 * @param {import('zod').ZodObject} schema - of the service's environment
 */
export function settings(schema) {
  const variables = Object.entries(fromZod(schema).properties);
  const open = variables.filter(([name]) => !SET_ELSEWHERE.includes(name));
  return { properties: Object.fromEntries(open.map(([name, variable]) => [name, setting(variable)])) };
}

function setting({ description, unit, default: fallback, ...type }) {
  delete type.example;
  if (type.maximum === undefined) return { description, default: fallback, ...type };
  return {
    description: `${description} Unit: ${unit}.`,
    default: fallback === '' ? '' : Number(fallback),
    ...type,
    // YAML and `--set` give numbers, `--set-string` gives text; empty is "not set".
    type: ['integer', 'string'],
    pattern: '^[0-9]*$',
  };
}
