import type { Expression } from 'acorn';
import { LRUCache } from 'lru-cache';
import { programOf } from './compile.js';
import { ProgramError, meter } from './meter.js';
import { parseExpression } from './parser.js';
import { PatternLimitError } from './regular-expression.js';
import { Frame, Scope } from './scope.js';
import { Closure, type Value, call } from './values.js';

/** Evaluates an expression that uses nothing but the built-in objects. */
export function evaluate(expression: Expression, source: string): Value {
  const scope = new Scope(undefined, 'function', true);
  const run = programOf(source).compile(expression, scope);
  return guarded(() => run(new Frame(scope.frame.size, undefined, { self: undefined, result: undefined })));
}

const functions = new LRUCache<string, Closure>({ max: 200 });

/**
 * Compiles the source of a function.
 *
 * @throws ProgramError when it is not a function, or uses what charts do not support
 */
export function compileFunctionSource(source: string): Closure {
  const known = functions.get(source);
  if (known !== undefined) return known;
  meter.start(STEPS_TO_COMPILE);
  const compiled = evaluate(parseExpression(source), source);
  if (!(compiled instanceof Closure)) throw new ProgramError('is not a function');
  functions.set(source, compiled);
  return compiled;
}

const STEPS_TO_COMPILE = 100_000;

/** Calls a function; the meter must have been started. */
export function callFunction(compiled: Closure, self: Value, given: readonly Value[]): Value {
  return guarded(() => call(compiled, self, given));
}

/** JavaScript's own errors, such as that of a full stack, are those of the program. */
function guarded<Result>(run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    if (error instanceof PatternLimitError) throw new ProgramError(error.message);
    if (error instanceof RangeError) throw new ProgramError('nests calls or values too deeply');
    throw error;
  }
}
