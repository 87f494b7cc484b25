import { bulkhead } from 'cockatiel';
import { RenderQueueTimeoutError } from '../../platform/errors/catalogue.js';

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
    const leaving = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        // Whoever left keeps a number in the queue, which is passed over as soon as it is up.
        leaving.abort();
        reject(new RenderQueueTimeoutError(this.waitMs));
      }, this.waitMs);
    });
    const drawn = this.places.execute(() => {
      clearTimeout(timer);
      return picture();
    }, leaving.signal);
    return Promise.race([drawn, tooLate]);
  }
}
