import { Piscina } from 'piscina';
import { noticeChart } from '../../chart-spec/notice.chart.js';
import { PICTURE_HEIGHT_PX, PICTURE_WIDTH_PX } from '../../chart-spec/theme.js';
import { Admission } from '../../platform/admission.js';
import {
  type ChartRenderer,
  PICTURE_FORMATS,
  type Picture,
  type RenderRequest,
  type RenderStats,
} from '../chart-renderer.port.js';
import { isLarge } from '../picture-formats.js';
import { ChartRefusedError, RenderTimeoutError, renderQueueError } from '../rendering.errors.js';

/** What a thread is sent. */
export interface DrawTask {
  readonly request: RenderRequest;
  /** Whether the main thread has loaded sharp, so that a worker thread may. */
  readonly sharp: 'loaded' | 'absent';
}

/** What a thread returns: a picture, or why there is none. Errors lose their class between threads. */
export type Drawn = Uint8Array | { readonly refused: string } | { readonly needs: 'sharp' };

export interface DrawPoolOptions {
  /** The name of the pool's queue in metrics. */
  readonly gate: string;
  /** Threads that always run, an integer >= 0; others end when they are idle. */
  readonly minThreads: number;
  /** Threads at most, an integer >= 1. */
  readonly maxThreads: number;
  /** Pictures that may wait for a thread. */
  readonly queueLimit: number;
  /** How long a picture may wait for a thread. */
  readonly waitMs: number;
  /** How long a thread may render one picture. */
  readonly timeoutMs: number;
  /** The compiled `draw.worker.js`: Node 20 cannot load a worker written in TypeScript. */
  readonly workerUrl: URL;
}

// Each picture leaves megabytes of pixels behind that are referenced by a small object; a small young generation
// finds those objects sooner. Measured against the default: a fifth less memory, and less time for fresh pages.
const YOUNG_GENERATION_MB = 8;
// Twice what a chart of 25,000 labelled points takes; beyond it V8 ends the thread instead of the process.
const OLD_GENERATION_MB = 128;
// A thread takes half a second to start: it waits for more work of the kind that it was started for.
const IDLE_MS = 30_000;

/** Threads that render, and their queue. A thread that exceeds its time or memory is ended and replaced. */
export class DrawPool {
  /** A picture's time limit starts once it has passed the gate, not while it waits. */
  readonly gate: Admission;
  private readonly threads: Piscina<DrawTask, Drawn>;
  private sharp: DrawTask['sharp'] = 'absent';

  constructor(private readonly options: DrawPoolOptions) {
    const limits = { count: options.maxThreads, waiting: options.queueLimit, waitMs: options.waitMs };
    this.gate = new Admission(options.gate, limits, renderQueueError(limits));
    this.threads = new Piscina<DrawTask, Drawn>({
      filename: options.workerUrl.href,
      minThreads: options.minThreads,
      maxThreads: options.maxThreads,
      idleTimeout: IDLE_MS,
      // For the workers only: it keeps the system's fonts out of the canvas's list.
      env: { DISABLE_SYSTEM_FONTS_LOAD: '1' },
      resourceLimits: {
        maxYoungGenerationSizeMb: YOUNG_GENERATION_MB,
        maxOldGenerationSizeMb: OLD_GENERATION_MB,
      },
      // Between two pictures a thread must return to its event loop, where the pixels of earlier ones are freed.
      atomics: 'disabled',
      recordTiming: false,
    });
    // A thread that ends between two pictures is replaced; no caller waits for it.
    this.threads.on('error', () => {});
  }

  /** Has a thread render something that is known to be valid, however long the thread takes to start. */
  async warmUp(request: RenderRequest): Promise<void> {
    await this.threads.run({ request, sharp: this.sharp });
  }

  /**
   * @param ready - what a picture still waits for once it has a thread
   * @throws RenderQueueFullError when the queue is full
   * @throws RenderQueueTimeoutError when no thread becomes free in time
   * @throws ChartRefusedError when the specification cannot be rendered, or not within a thread's memory
   * @throws RenderTimeoutError when rendering takes too long
   */
  async draw(request: RenderRequest, ready: Promise<void>): Promise<Uint8Array> {
    return this.gate.run(async () => {
      await ready;
      return this.drawNow(request);
    });
  }

  async close(): Promise<void> {
    // Piscina's own `close` drops waiting tasks.
    await this.gate.idle();
    await this.threads.close();
  }

  private async drawNow(request: RenderRequest): Promise<Uint8Array> {
    const drawn = await this.runInThread(request);
    if ('refused' in drawn) throw new ChartRefusedError(drawn.refused);
    if (!('needs' in drawn)) return drawn;
    // On Linux with glibc, the main thread must load sharp before any worker thread does: its library must stay
    // loaded while threads come and go. https://sharp.pixelplumbing.com/install#worker-threads
    await import('sharp');
    this.sharp = 'loaded';
    return this.drawNow(request);
  }

  private async runInThread(request: RenderRequest): Promise<Drawn> {
    const { timeoutMs } = this.options;
    const ending = new AbortController();
    const timer = setTimeout(() => ending.abort(), timeoutMs);
    try {
      return await this.threads.run({ request, sharp: this.sharp }, { signal: ending.signal });
    } catch (error) {
      if (ending.signal.aborted) throw new RenderTimeoutError(timeoutMs);
      if ((error as NodeJS.ErrnoException).code !== 'ERR_WORKER_OUT_OF_MEMORY') throw error;
      throw new ChartRefusedError('The chart needs more memory to render than the limit', {}, error);
    } finally {
      clearTimeout(timer);
    }
  }
}

export interface EmbeddedRendererOptions {
  /** Threads that render, an integer >= 1. */
  readonly workers: number;
  /** Requests that may wait while all workers are busy. */
  readonly queueLimit: number;
  /** How long a picture may wait for a thread. */
  readonly waitMs: number;
  /** How long a thread may render one picture. */
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
 * Renders in worker threads of this process, so that the event loop stays free.
 *
 * Large pictures have a separate thread: however many there are, the others share the CPU with only one of them,
 * and no other thread keeps the memory that a large picture took.
 */
export class EmbeddedRenderer implements ChartRenderer {
  readonly capacity: number;
  readonly gates: readonly Admission[];
  private readonly small: DrawPool;
  private readonly large: DrawPool;
  private readonly warm: Promise<void>;
  private closed = false;

  constructor({ workers, ...limits }: EmbeddedRendererOptions) {
    this.capacity = workers + limits.queueLimit;
    this.small = new DrawPool({ ...limits, gate: 'render', minThreads: workers, maxThreads: workers });
    this.large = new DrawPool({
      ...limits,
      gate: 'render_large',
      minThreads: 0,
      maxThreads: LARGE_AT_A_TIME,
    });
    this.gates = [this.small.gate, this.large.gate];
    this.warm = this.warmUp(workers);
    // Callers of `ready` and `render` get the error; before the first call, a rejection must not count as unhandled.
    this.warm.catch(() => {});
  }

  async render(request: RenderRequest): Promise<Picture> {
    // The pool would start its threads again.
    if (this.closed) throw new Error('The chart renderer is closed');
    const pool = isLarge(request) ? this.large : this.small;
    const bytes = await pool.draw(request, this.warm);
    return { contentType: PICTURE_FORMATS[request.format], bytes };
  }

  async ready(): Promise<void> {
    await this.warm;
  }

  stats(): RenderStats {
    const [small, large] = [this.small.gate, this.large.gate];
    return { queued: small.waiting + large.waiting, busy: small.inUse + large.inUse };
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all([this.small.close(), this.large.close()]);
  }

  /** Renders a picture on one worker, which registers the fonts for all; the others then get ready by themselves. */
  private async warmUp(workers: number): Promise<void> {
    try {
      await this.small.warmUp(WARM_UP);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`The chart renderer cannot render: ${reason}`, { cause: error });
    }
    // One for each, since the pool may give the first of them to the worker that is warm.
    for (let worker = 0; worker < workers; worker += 1) this.small.warmUp(WARM_UP).catch(() => {});
  }
}
