import { z } from 'zod';

const LONGEST_SHOWN = 60;

/** What zod tells of a value that it refuses, as far as a sentence needs it. */
interface Refusal {
  readonly code?: string | undefined;
  readonly input?: unknown;
  /** The properties that an object should not have. */
  readonly keys?: readonly string[];
}

/**
 * Makes a schema say which field it refuses, what was expected and what came; zod's own sentences name no field.
 *
 * @param field - the field's whole path, such as `scope.route`
 * @param what - ends the sentence "Expected `field` to be …"
 */
export function expected(field: string, what: string) {
  return {
    error: ({ code, input, keys = [] }: Refusal) =>
      code === 'unrecognized_keys'
        ? `Expected ${field} to be ${what} but received ${keys.map(shown).join(', ')} as well`
        : refusal(field, what, input),
  };
}

/** The sentence about one value. */
export function refusal(field: string, what: string, received: unknown): string {
  return `Expected ${field} to be ${what} but received ${shown(received)}`;
}

/** An integer from `min` to `max`, both included. */
export function integer(field: string, min: number, max: number) {
  const message = expected(field, `an integer between ${min} and ${max}`);
  return z.int(message).min(min, message).max(max, message);
}

/** Text of 1 to `longest` characters; `what` says what it names. */
export function textUpTo(field: string, what: string, longest: number) {
  const message = expected(field, `${what}, 1 to ${longest} characters`);
  return z.string(message).min(1, message).max(longest, message);
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}
