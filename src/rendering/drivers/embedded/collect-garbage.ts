import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

let collect: (() => void) | undefined;

/**
 * Frees what nobody refers to any more, now.
 *
 * Pixels hang on small objects, by which V8 judges when to collect: it would let those of several large pictures
 * gather, and a process's memory is bounded.
 */
export function collectGarbage(): void {
  collect ??= collector();
  collect();
}

/**
 * V8 gives its collector to contexts that are made after it was told to. What it was told is of the whole process:
 * taking it back would take it from a thread that is about to make its context.
 */
function collector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}
