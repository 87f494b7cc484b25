import { move } from 'piscina';
import type { RenderRequest } from '../../chart-renderer.port.js';

/**
 * Draws one picture; what the pool calls in each of its threads.
 *
 * The drawing code is loaded with the first picture and not with the thread: the pool replaces threads that
 * fail to start without telling why, while an error of the first picture reaches its caller.
 */
export default async function draw(request: RenderRequest): Promise<Uint8Array> {
  const { drawPicture } = await import('./draw-picture.js');
  return move(await drawPicture(request)) as Uint8Array;
}
