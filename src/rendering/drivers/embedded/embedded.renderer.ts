// On Linux with glibc, sharp asks to be loaded by the main thread before any worker thread loads it: its
// library must stay loaded while threads come and go.
// https://sharp.pixelplumbing.com/install#worker-threads
import 'sharp';
import { Piscina } from 'piscina';
import { noticeChart } from '../../../chart-spec/notice.chart.js';
import { PICTURE_HEIGHT_PX, PICTURE_WIDTH_PX } from '../../../chart-spec/theme.js';
import { RenderQueueFullError } from '../../../platform/errors/catalogue.js';
import {
  type ChartRenderer,
  type Picture,
  PICTURE_FORMATS,
  type RenderRequest,
  type RenderStats,
} from '../../chart-renderer.port.js';

export interface EmbeddedRendererOptions {
  /** Threads that draw, an integer >= 1. */
  readonly workers: number;
  /** Requests that may wait while all workers draw. */
  readonly queueLimit: number;
  /** The compiled `draw.worker.js`: Node 20 cannot load a worker written in TypeScript. */
  readonly workerUrl: URL;
}

// Each picture leaves megabytes of pixels behind that hang on a small object; a small young generation finds
// those objects sooner. Measured against the default: a fifth less memory, and less time for fresh pages.
const YOUNG_GENERATION_MB = 8;

const WARM_UP: RenderRequest = {
  spec: noticeChart({ title: 'Ready', lines: [] }),
  format: 'png',
  widthPx: PICTURE_WIDTH_PX,
  heightPx: PICTURE_HEIGHT_PX,
  pixelRatio: 1,
};

/** Draws in worker threads of this process, so that the event loop stays free. */
export class EmbeddedRenderer implements ChartRenderer {
  private readonly pool: Piscina<RenderRequest, Uint8Array>;
  private readonly warm: Promise<void>;
  private readonly inFlight = new Set<Promise<Picture>>();
  private closed = false;

  constructor(private readonly options: EmbeddedRendererOptions) {
    this.pool = new Piscina<RenderRequest, Uint8Array>({
      filename: options.workerUrl.href,
      minThreads: options.workers,
      maxThreads: options.workers,
      // The workers' environment alone: it keeps the system's fonts out of the canvas's list.
      env: { DISABLE_SYSTEM_FONTS_LOAD: '1' },
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
      recordTiming: false,
    });
    // A thread that ends between two pictures is replaced; there is no caller to tell.
    this.pool.on('error', () => {});
    this.warm = this.warmUp();
    // Whoever calls `ready` or `render` gets the error; before that nobody has asked.
    this.warm.catch(() => {});
  }

  async render(request: RenderRequest): Promise<Picture> {
    // The pool would start its threads again.
    if (this.closed) throw new Error('The chart renderer is closed');
    const { workers, queueLimit } = this.options;
    if (this.inFlight.size >= workers + queueLimit) throw new RenderQueueFullError(queueLimit);
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
    const busy = Math.min(this.inFlight.size, this.options.workers);
    return { queued: this.inFlight.size - busy, busy };
  }

  async close(): Promise<void> {
    this.closed = true;
    // The pool's own `close` waits for the pictures being drawn and drops those in the queue.
    await Promise.allSettled(this.inFlight);
    await this.pool.close();
  }

  private async draw(request: RenderRequest): Promise<Picture> {
    await this.warm;
    return { contentType: PICTURE_FORMATS[request.format], bytes: await this.pool.run(request) };
  }

  /** Draws a picture on one worker, which registers the fonts for all; then the others get ready by themselves. */
  private async warmUp(): Promise<void> {
    try {
      await this.pool.run(WARM_UP);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`The chart renderer cannot draw: ${reason}`, { cause: error });
    }
    // One for each, since the pool may give the first of them to the worker that is warm.
    for (let worker = 0; worker < this.options.workers; worker += 1) this.pool.run(WARM_UP).catch(() => {});
  }
}
