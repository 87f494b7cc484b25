import type { z } from 'zod';
import { ConfigurationError } from './configuration-error.js';

/** The environment as a process sees it. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads a service's settings from the environment. The only place that does.
 *
 * @param schema - one property for each variable, named as the variable is
 * @throws ConfigurationError naming each bad variable, what was expected, what came and an example
 */
export function readSettings<Schema extends z.ZodObject>(
  schema: Schema,
  environment: Environment = process.env,
): z.output<Schema> {
  // An empty variable means "not set", as in compose files and Helm values that leave one blank.
  const given = Object.fromEntries(
    Object.keys(schema.shape)
      .filter((name) => environment[name])
      .map((name) => [name, environment[name]]),
  );

  const result = schema.safeParse(given);
  if (result.success) return result.data;

  const problems = result.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    const example = exampleOf(schema, name);
    return `Expected ${name} to be ${issue.message} but received "${withoutSecrets(given[name]!)}" (for example ${name}=${example})`;
  });
  throw new ConfigurationError(problems);
}

/** A password in an address must not reach the log. */
function withoutSecrets(text: string): string {
  return text.replace(/\/\/[^/\s"'@]*@/g, '//…@');
}

function exampleOf(schema: z.ZodObject, name: string): string {
  const variable = schema.shape[name] as z.ZodType | undefined;
  return (variable?.meta()?.['example'] as string | undefined) ?? '';
}
