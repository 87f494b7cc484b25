import { Piscina } from 'piscina';
import { ChartRefusedError, RenderTimeoutError } from '../rendering.errors.js';
import type { RenderRequest } from '../chart-renderer.port.js';
import type { Drawn, DrawTask } from './draw.worker.js';

export interface DrawPoolOptions {
  /** Threads at least, an integer >= 0; those beyond end when they are idle. */
  readonly minThreads: number;
  /** Threads at most, an integer >= 1. */
  readonly maxThreads: number;
  /** The compiled `draw.worker.js`: Node 20 cannot load a worker written in TypeScript. */
  readonly workerUrl: URL;
  readonly timeoutMs: number;
}

// Each picture leaves megabytes of pixels behind that hang on a small object; a small young generation finds
// those objects sooner. Measured against the default: a fifth less memory, and less time for fresh pages.
const YOUNG_GENERATION_MB = 8;
// Twice what a chart of 25,000 labelled points takes; a thread that wants more ends, and not the process.
const OLD_GENERATION_MB = 128;
// A thread costs half a second to start: it waits for more of what it was started for.
const IDLE_MS = 30_000;

/** Threads that draw. One that takes too long, or too much memory, is ended and another one takes its place. */
export class DrawPool {
  private readonly pool: Piscina<DrawTask, Drawn>;
  private sharp: DrawTask['sharp'] = 'absent';

  constructor(private readonly options: DrawPoolOptions) {
    this.pool = new Piscina<DrawTask, Drawn>({
      filename: options.workerUrl.href,
      minThreads: options.minThreads,
      maxThreads: options.maxThreads,
      idleTimeout: IDLE_MS,
      // The workers' environment alone: it keeps the system's fonts out of the canvas's list.
      env: { DISABLE_SYSTEM_FONTS_LOAD: '1' },
      resourceLimits: {
        maxYoungGenerationSizeMb: YOUNG_GENERATION_MB,
        maxOldGenerationSizeMb: OLD_GENERATION_MB,
      },
      // Between two pictures a thread must come back to its event loop: there the pixels of earlier ones are freed.
      atomics: 'disabled',
      recordTiming: false,
    });
    // A thread that ends between two pictures is replaced; there is no caller to tell.
    this.pool.on('error', () => {});
  }

  /** Has a thread draw something that is known to be drawable, however long the thread takes to start. */
  async warmUp(request: RenderRequest): Promise<void> {
    await this.pool.run({ request, sharp: this.sharp });
  }

  /**
   * @throws ChartRefusedError when the specification cannot be drawn, or not within a thread's memory
   * @throws RenderTimeoutError when drawing takes longer than it may
   */
  async draw(request: RenderRequest): Promise<Uint8Array> {
    const drawn = await this.run(request);
    if ('refused' in drawn) throw new ChartRefusedError(drawn.refused);
    if (!('needs' in drawn)) return drawn;
    // On Linux with glibc, sharp asks to be loaded by the main thread before any worker thread loads it: its
    // library must stay loaded while threads come and go.
    // https://sharp.pixelplumbing.com/install#worker-threads
    await import('sharp');
    this.sharp = 'loaded';
    return this.draw(request);
  }

  async close(): Promise<void> {
    await this.pool.close();
  }

  private async run(request: RenderRequest): Promise<Drawn> {
    const { timeoutMs } = this.options;
    const ending = new AbortController();
    const timer = setTimeout(() => ending.abort(), timeoutMs);
    try {
      return await this.pool.run({ request, sharp: this.sharp }, { signal: ending.signal });
    } catch (error) {
      if (ending.signal.aborted) throw new RenderTimeoutError(timeoutMs);
      if ((error as NodeJS.ErrnoException).code !== 'ERR_WORKER_OUT_OF_MEMORY') throw error;
      throw new ChartRefusedError('The chart takes more memory to draw than it may', {}, error);
    } finally {
      clearTimeout(timer);
    }
  }
}
