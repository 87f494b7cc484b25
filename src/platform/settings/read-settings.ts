import { z } from 'zod';
import { integerText } from '../validation.js';

/** The environment has invalid values; one sentence for each. */
export class ConfigurationError extends Error {
  /** EX_CONFIG of BSD's sysexits(3). */
  readonly exitCode = 78;

  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigurationError';
  }
}

/** Injection token of a service's settings; each class declares the part it uses. */
export const SETTINGS = Symbol('Settings');

/** Documentation of an environment variable; the tables of docs/reference/settings.md are generated from it. */
interface VariableInfo {
  /** The default, as it would be typed. */
  readonly default: string;
  /** What the value counts or names, such as `ms`, `bytes` or `host name`. */
  readonly unit: string;
  /** A valid value, shown when an invalid one is refused. */
  readonly example: string;
  /** What it does, in one sentence. */
  readonly sentence: string;
  /** Whether the value is kept out of error messages. */
  readonly secret?: true;
}

/** Adds a default and documentation to a schema that reads text, the only type in the environment. */
export function variable<T extends z.ZodType<unknown, string>>(type: T, info: VariableInfo) {
  return type.prefault(info.default as z.input<T>).meta({
    description: info.sentence,
    unit: info.unit,
    example: info.example,
    default: info.default,
    ...(info.secret === undefined ? {} : { secret: true }),
  });
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

/** The environment variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads a service's settings from the environment. No other code does.
 *
 * @param schema - one property per variable, with the variable's name
 * @throws ConfigurationError naming each invalid variable, what was expected, what was received, and an example
 */
export function readSettings<Schema extends z.ZodObject>(
  schema: Schema,
  environment: Environment = process.env,
): z.output<Schema> {
  // An empty variable counts as not set, since compose files and Helm values leave variables blank.
  const given = Object.fromEntries(
    Object.keys(schema.shape)
      .filter((name) => environment[name])
      .map((name) => [name, environment[name]]),
  );

  const result = schema.safeParse(given);
  if (result.success) return result.data;

  const problems = result.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    const { example = '', secret } = metadataOf(schema, name);
    const received = secret === true ? 'another value' : `"${withoutSecrets(given[name]!)}"`;
    return `Expected ${name} to be ${issue.message} but received ${received} (for example ${name}=${example})`;
  });
  throw new ConfigurationError(problems);
}

/** Keeps the password in an address out of the log. */
function withoutSecrets(text: string): string {
  return text.replace(/\/\/[^/\s"'@]*@/g, '//…@');
}

function metadataOf(schema: z.ZodObject, name: string): { example?: string; secret?: true } {
  const metadata: unknown = (schema.shape[name] as z.ZodType | undefined)?.meta();
  return metadata ?? {};
}
