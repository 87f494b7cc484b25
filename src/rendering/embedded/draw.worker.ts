import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { move, transferableSymbol, valueSymbol } from 'piscina';
import { type Encode, encodeWithSharp } from '../picture-formats.js';
import { isLarge } from '../render-cost.js';
import { ChartRefusedError } from '../rendering.errors.js';
import { steadyTimeMs } from '../../platform/clock.js';
import type { RenderRequest } from '../chart-renderer.port.js';

/** What a thread is sent. */
export interface DrawTask {
  readonly request: RenderRequest;
  /** Whether the main thread has loaded sharp, so that a worker thread may. */
  readonly sharp: 'loaded' | 'absent';
}

/** What a thread returns: a picture, or why there is none. Errors lose their class between threads. */
export type Drawn = TimedPicture | { readonly refused: string } | { readonly needs: 'sharp' };

/** A picture, and when the thread began it, had drawn it and had encoded it, in milliseconds since the Unix epoch. */
export interface TimedPicture {
  readonly bytes: Uint8Array;
  readonly startedMs: number;
  readonly drawnMs: number;
  readonly encodedMs: number;
}

/**
 * Renders one picture; what the pool calls in each of its threads.
 *
 * The rendering code is loaded with the first picture and not with the thread: a picture waits for another thread
 * when one fails to start, while an error of the first picture reaches its caller.
 */
export default async function draw({ request, sharp }: DrawTask): Promise<Drawn> {
  const startedMs = steadyTimeMs();
  const { drawPicture } = await import('./draw-picture.js');
  if (isLarge(request)) collectGarbage();
  try {
    const encode = sharp === 'loaded' ? encodeWithSharp : requestSharp;
    let drawnMs = startedMs;
    const bytes = await drawPicture(request, encode, () => (drawnMs = steadyTimeMs()));
    return moved({ bytes, startedMs, drawnMs, encodedMs: steadyTimeMs() });
  } catch (error) {
    if (error instanceof ChartRefusedError) return { refused: error.message };
    if (error instanceof SharpNeededError) return { needs: 'sharp' };
    throw error;
  }
}

/** Has the thread give its bytes away instead of copying them. */
function moved(picture: TimedPicture): TimedPicture {
  const transferable = { [transferableSymbol]: picture.bytes.buffer, [valueSymbol]: picture };
  return move(transferable) as unknown as TimedPicture;
}

/** The picture needs sharp, which the main thread must load first. */
class SharpNeededError extends Error {}

/** The encoder until sharp may be loaded. */
const requestSharp: Encode = () => Promise.reject(new SharpNeededError('sharp is not loaded'));

let gc: (() => void) | undefined;

/**
 * Frees unreachable memory now.
 *
 * Pixels are referenced by small objects, and V8 decides by the small objects when to collect: it would let the
 * pixels of several large pictures accumulate, while the process's memory is limited.
 */
export function collectGarbage(): void {
  gc ??= exposedGc();
  gc();
}

/**
 * V8 exposes `gc` in contexts that are created after the flag is set. The flag belongs to the process: resetting it
 * would hide `gc` from another thread that is about to create its context.
 */
function exposedGc(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}
