import { bulkhead } from 'cockatiel';
import type { RenderRequest } from '../../chart-renderer.port.js';
import { DrawPool, type DrawPoolOptions } from './draw-pool.js';

/** Threads for pictures of one kind, and the queue before them: the time to draw counts from a thread's beginning. */
export class Lane {
  readonly pool: DrawPool;
  private readonly places;

  constructor(private readonly options: DrawPoolOptions) {
    this.pool = new DrawPool(options);
    this.places = bulkhead(options.maxThreads, Infinity);
  }

  /** Pictures that are being drawn. */
  get busy(): number {
    return this.options.maxThreads - this.places.executionSlots;
  }

  /**
   * @param ready - what the first picture waits for, at its thread
   * @throws as `DrawPool.draw` does
   */
  async draw(request: RenderRequest, ready: Promise<void>): Promise<Uint8Array> {
    return this.places.execute(async () => {
      await ready;
      return this.pool.draw(request);
    });
  }
}
