import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

// V8 gives its collector to contexts that are made after it was told to; as a flag of the process, all code had it.
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
setFlagsFromString('--no-expose-gc');

/**
 * Frees what nobody refers to any more, now.
 *
 * Pixels hang on small objects, by which V8 judges when to collect: it would let those of several large pictures
 * gather, and a process's memory is bounded.
 */
export function collectGarbage(): void {
  collect();
}
