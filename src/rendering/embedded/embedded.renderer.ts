import { noticeChart } from '../../chart-spec/notice.chart.js';
import { PICTURE_HEIGHT_PX, PICTURE_WIDTH_PX } from '../../chart-spec/theme.js';
import { RenderQueueFullError } from '../rendering.errors.js';
import {
  type ChartRenderer,
  PICTURE_FORMATS,
  type Picture,
  type RenderRequest,
  type RenderStats,
} from '../chart-renderer.port.js';
import { isLarge } from '../picture-formats.js';
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

export interface EmbeddedRendererOptions {
  /** Threads that draw, an integer >= 1. */
  readonly workers: number;
  /** Requests that may wait while all workers draw. */
  readonly queueLimit: number;
  /** How long a picture may wait for a thread. */
  readonly waitMs: number;
  /** How long one picture may be drawn. */
  readonly timeoutMs: number;
  /** The compiled `draw.worker.js`. */
  readonly workerUrl: URL;
}

const LARGE_AT_A_TIME = 1;

const WARM_UP: RenderRequest = {
  spec: noticeChart({ title: 'Ready', lines: [] }),
  format: 'png',
  widthPx: PICTURE_WIDTH_PX,
  heightPx: PICTURE_HEIGHT_PX,
  pixelRatio: 1,
};

/**
 * Draws in worker threads of this process, so that the event loop stays free.
 *
 * Large pictures have a thread of their own beside the others: however many there are, the rest share the time of
 * the cores with one of them, and no other thread keeps the memory that one of them took.
 */
export class EmbeddedRenderer implements ChartRenderer {
  readonly capacity: number;
  private readonly small: Lane;
  private readonly large: Lane;
  private readonly warm: Promise<void>;
  private readonly inFlight = new Set<Promise<Picture>>();
  private closed = false;

  constructor(private readonly options: EmbeddedRendererOptions) {
    const { workers, queueLimit, waitMs, workerUrl, timeoutMs } = options;
    this.capacity = workers + queueLimit;
    const pool = { workerUrl, timeoutMs };
    this.small = new Lane({ ...pool, minThreads: workers, maxThreads: workers }, waitMs);
    this.large = new Lane({ ...pool, minThreads: 0, maxThreads: LARGE_AT_A_TIME }, waitMs);
    this.warm = this.warmUp();
    // Whoever calls `ready` or `render` gets the error; before that nobody has asked.
    this.warm.catch(() => {});
  }

  async render(request: RenderRequest): Promise<Picture> {
    // The pool would start its threads again.
    if (this.closed) throw new Error('The chart renderer is closed');
    if (this.inFlight.size >= this.capacity)
      throw new RenderQueueFullError(`${this.options.queueLimit} pictures`);
    const picture = this.draw(request);
    this.inFlight.add(picture);
    try {
      return await picture;
    } finally {
      this.inFlight.delete(picture);
    }
  }

  async ready(): Promise<void> {
    await this.warm;
  }

  stats(): RenderStats {
    const busy = this.small.busy + this.large.busy;
    return { queued: this.inFlight.size - busy, busy };
  }

  async close(): Promise<void> {
    this.closed = true;
    // A pool's own `close` waits for the pictures being drawn and drops those in the queue.
    await Promise.allSettled(this.inFlight);
    await Promise.all([this.small.pool.close(), this.large.pool.close()]);
  }

  private async draw(request: RenderRequest): Promise<Picture> {
    const lane = isLarge(request) ? this.large : this.small;
    const bytes = await lane.draw(request, this.warm);
    return { contentType: PICTURE_FORMATS[request.format], bytes };
  }

  /** Draws a picture on one worker, which registers the fonts for all; then the others get ready by themselves. */
  private async warmUp(): Promise<void> {
    try {
      await this.small.pool.warmUp(WARM_UP);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`The chart renderer cannot draw: ${reason}`, { cause: error });
    }
    // One for each, since the pool may give the first of them to the worker that is warm.
    for (let worker = 0; worker < this.options.workers; worker += 1)
      this.small.pool.warmUp(WARM_UP).catch(() => {});
  }
}
