import { bulkhead } from 'cockatiel';
import { RenderQueueTimeoutError } from './rendering.errors.js';

/** Places where pictures are drawn at the same time, and the queue before them. */
export class Places {
  private readonly places;

  /**
   * @param count - pictures at the same time, an integer >= 1
   * @param waitMs - how long a picture may wait for its place
   */
  constructor(
    private readonly count: number,
    private readonly waitMs: number,
  ) {
    this.places = bulkhead(count, Infinity);
  }

  /** Places that are taken. */
  get busy(): number {
    return this.count - this.places.executionSlots;
  }

  /**
   * Draws as soon as there is a place.
   *
   * @throws RenderQueueTimeoutError when there is none in time; then nothing is drawn
   */
  async draw<T>(picture: () => Promise<T>): Promise<T> {
    // Let go of when the time is over: whoever left keeps a number in the queue until it is up.
    let wanted: (() => Promise<T>) | undefined = picture;
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        wanted = undefined;
        reject(new RenderQueueTimeoutError(this.waitMs));
      }, this.waitMs);
    });
    // Not by the queue's own signal: it would not call the next number after one that was cancelled.
    const drawn = this.places.execute(async () => {
      clearTimeout(timer);
      if (wanted === undefined) throw new RenderQueueTimeoutError(this.waitMs);
      return wanted();
    });
    return Promise.race([drawn, tooLate]);
  }
}
