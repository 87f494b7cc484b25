import { move } from 'piscina';
import { ChartRefusedError } from '../../../platform/errors/catalogue.js';
import type { RenderRequest } from '../../chart-renderer.port.js';
import { collectGarbage } from './collect-garbage.js';
import { isLarge } from './cost.js';
import { askForSharp, encodeWithSharp, SharpNeededError } from './encoder.js';

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
