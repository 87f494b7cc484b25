import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { move } from 'piscina';
import { ChartRefusedError } from '../rendering.errors.js';
import type { RenderRequest } from '../chart-renderer.port.js';
import { SharpNeededError, askForSharp, encodeWithSharp, isLarge } from '../picture-formats.js';

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

/** What a thread is asked for. */
export interface DrawTask {
  readonly request: RenderRequest;
  /** Whether the main thread has loaded sharp, so that this one may. */
  readonly sharp: 'loaded' | 'absent';
}

/** What a thread gives back: a picture, or why there is none. Errors lose their class between threads. */
export type Drawn = Uint8Array | { readonly refused: string } | { readonly needs: 'sharp' };

/**
 * Draws one picture; what the pool calls in each of its threads.
 *
 * The drawing code is loaded with the first picture and not with the thread: the pool replaces threads that
 * fail to start without telling why, while an error of the first picture reaches its caller.
 */
export default async function draw({ request, sharp }: DrawTask): Promise<Drawn> {
  const { drawPicture } = await import('./draw-picture.js');
  if (isLarge(request)) collectGarbage();
  try {
    const encode = sharp === 'loaded' ? encodeWithSharp : askForSharp;
    return move(await drawPicture(request, encode)) as Uint8Array;
  } catch (error) {
    if (error instanceof ChartRefusedError) return { refused: error.message };
    if (error instanceof SharpNeededError) return { needs: 'sharp' };
    throw error;
  }
}
