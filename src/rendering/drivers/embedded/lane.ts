import type { RenderRequest } from '../../chart-renderer.port.js';
import { Places } from '../places.js';
import { DrawPool, type DrawPoolOptions } from './draw-pool.js';

/** Threads for pictures of one kind, and the queue before them: the time to draw counts from a thread's beginning. */
export class Lane {
  readonly pool: DrawPool;
  private readonly places;

  /** @param waitMs - how long a picture may wait for a thread */
  constructor(options: DrawPoolOptions, waitMs: number) {
    this.pool = new DrawPool(options);
    this.places = new Places(options.maxThreads, waitMs);
  }

  /** Pictures that are being drawn. */
  get busy(): number {
    return this.places.busy;
  }

  /**
   * @param ready - what the first picture waits for, at its thread
   * @throws RenderQueueTimeoutError when no thread is free in time, and as `DrawPool.draw` does
   */
  async draw(request: RenderRequest, ready: Promise<void>): Promise<Uint8Array> {
    return this.places.draw(async () => {
      await ready;
      return this.pool.draw(request);
    });
  }
}
