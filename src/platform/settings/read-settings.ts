import { z } from 'zod';
import { integerText } from '../validation/expected.js';

/** The environment holds a value that the service cannot start with; one sentence for each. */
export class ConfigurationError extends Error {
  /** EX_CONFIG of BSD's sysexits(3). */
  readonly exitCode = 78;

  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigurationError';
  }
}

/** Injection token of a service's settings; each class declares the part that it uses. */
export const SETTINGS = Symbol('Settings');

/** What people must know about an environment variable; the README's table is made from it. */
interface VariableInfo {
  /** The default, written as one would type it. */
  readonly default: string;
  /** What the value counts or names: `ms`, `bytes`, `TCP port`, `host name`. */
  readonly unit: string;
  /** A value that would be accepted, shown when a bad one was refused. */
  readonly example: string;
  /** One sentence on what it does. */
  readonly sentence: string;
}

/** Gives a schema of text its default and its description. The schema reads text, as the environment holds it. */
export function variable<T extends z.ZodType<unknown, string>>(type: T, info: VariableInfo) {
  return type
    .prefault(info.default as z.input<T>)
    .meta({ description: info.sentence, unit: info.unit, example: info.example, default: info.default });
}

/** An integer from `min` to `max` inclusive; the chart's values schema reads the bounds from the metadata. */
export function integerBetween(min: number, max: number) {
  return integerText(min, max).meta({ minimum: min, maximum: max });
}

/** Text that matches a pattern; `expected` ends the sentence "Expected NAME to be …". */
export function textLike(pattern: RegExp, expected: string) {
  return z.string().regex(pattern, expected);
}

/** One of a few words. */
export function oneOf<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z.enum(words, `one of ${words.join(', ')}`);
}

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
