import { Logger } from '@nestjs/common';
import { Piscina } from 'piscina';
import { Admission } from '../../platform/admission.js';
import { currentRequest } from '../../platform/http/request-context.js';
import { steadyTimeMs } from '../../platform/clock.js';
import type { RenderRequest } from '../chart-renderer.port.js';
import type { DrawTask, Drawn, TimedPicture } from './draw.worker.js';
import {
  ChartRefusedError,
  NoRenderThreadError,
  RenderTimeoutError,
  renderQueueError,
} from '../rendering.errors.js';

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
  /** How much the threads give way to others, as of `nice`. */
  readonly niceIncrement: number;
  /** Whether a picture that takes much longer than the others is given up while others wait. */
  readonly givesUpSlow: boolean;
  /** A picture that can certainly be rendered; a thread is ready once it has rendered it. */
  readonly trial: RenderRequest;
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
// Charts of common size take a hundredth of a second; on a slow machine, all take longer.
const SLOW_MS = 1000;
const SLOW_AVERAGES = 10;
const CHECK_MS = 100;
// Many times what the first thread takes to start and to read the fonts on a slow machine.
const FIRST_START_MS = 60_000;

/**
 * Why a thread ended although it was needed: an uncaught error (also while it started), an exit, or a picture that
 * exceeded its memory or its time, or was slow while others waited.
 */
export type ThreadEnd = 'error' | 'exit' | 'memory' | 'slow' | 'timeout';

/** A picture was given up because it took much longer than the others, and others waited. */
export class SlowPictureError extends Error {}

/** Threads that render, and their queue. A thread that exceeds its time or memory is ended and replaced. */
export class DrawPool {
  /** A picture's time limit starts once it has passed the gate, not while it waits. */
  readonly gate: Admission;
  private readonly logger = new Logger(DrawPool.name);
  private readonly threads: Piscina<DrawTask, Drawn>;
  private sharp: DrawTask['sharp'] = 'absent';
  /** Why no thread could be started; undefined while there is a thread, or none was needed. */
  private startFailure: string | undefined;
  private isStarting = false;
  /** How long a picture takes, as a moving average; those that were given up do not count. */
  private averageMs = 0;

  /** @param onEnd - called for each thread that ended although it was needed */
  constructor(
    private readonly options: DrawPoolOptions,
    private readonly onEnd: (reason: ThreadEnd) => void,
  ) {
    const limits = { count: options.maxThreads, waiting: options.queueLimit, waitMs: options.waitMs };
    this.gate = new Admission(options.gate, limits, renderQueueError(limits));
    this.threads = new Piscina<DrawTask, Drawn>({
      filename: options.workerUrl.href,
      minThreads: options.minThreads,
      maxThreads: options.maxThreads,
      idleTimeout: IDLE_MS,
      niceIncrement: options.niceIncrement,
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
    this.watchThreads();
  }

  /**
   * Has a thread render the trial. That registers the fonts for all threads; the others then get ready by themselves.
   * `requireThread` reports a failure.
   */
  async warmUp(): Promise<void> {
    this.startFailure = await this.renderTrial(FIRST_START_MS);
    if (this.startFailure !== undefined) return;
    // One for each, since the pool may give the first of them to the thread that is warm.
    for (let thread = 0; thread < this.options.minThreads; thread += 1) void this.renderTrial(FIRST_START_MS);
  }

  /**
   * Does nothing while there is a thread. Otherwise it tries to start one, for the next call.
   *
   * @throws Error with the reason why no thread could be started
   */
  requireThread(): void {
    if (this.threads.threads.length === 0 || this.startFailure !== undefined) void this.start();
    if (this.startFailure === undefined) return;
    throw new Error(`No render thread can be started: ${this.startFailure}`);
  }

  /**
   * @param ready - what a picture still waits for once it has a thread
   * @throws RenderQueueFullError when the queue is full
   * @throws RenderQueueTimeoutError when no thread becomes free in time
   * @throws NoRenderThreadError when no thread can be started
   * @throws ChartRefusedError when the specification cannot be rendered, or not within a thread's memory
   * @throws RenderTimeoutError when rendering takes too long
   * @throws SlowPictureError when it takes much longer than others, which wait
   */
  async draw(request: RenderRequest, ready: Promise<void>): Promise<Uint8Array> {
    const queuedMs = steadyTimeMs();
    return this.gate.run(async () => {
      await ready;
      if (this.startFailure !== undefined) {
        void this.start();
        throw new NoRenderThreadError();
      }
      return this.drawNow(request, queuedMs);
    });
  }

  async close(): Promise<void> {
    // Piscina's own `close` drops waiting tasks.
    await this.gate.idle();
    await this.threads.close();
  }

  /** @param queuedMs - when the picture began to wait for a thread */
  private async drawNow(request: RenderRequest, queuedMs: number): Promise<Uint8Array> {
    const drawn = await this.runInThread(request);
    if ('refused' in drawn) throw new ChartRefusedError(drawn.refused);
    if (!('needs' in drawn)) {
      this.averageMs += (drawn.encodedMs - drawn.startedMs - this.averageMs) / SLOW_AVERAGES;
      traceDrawing(queuedMs, drawn);
      return drawn.bytes;
    }
    // On Linux with glibc, the main thread must load sharp before any worker thread does: its library must stay
    // loaded while threads come and go. https://sharp.pixelplumbing.com/install#worker-threads
    await import('sharp');
    this.sharp = 'loaded';
    return this.drawNow(request, queuedMs);
  }

  private async runInThread(request: RenderRequest): Promise<Drawn> {
    const ending = new AbortController();
    const timer = this.limitTime(ending);
    try {
      return await this.threads.run({ request, sharp: this.sharp }, { signal: ending.signal });
    } catch (error) {
      if (ending.signal.aborted) throw ending.signal.reason as Error;
      if (!isOutOfMemory(error)) throw error;
      throw new ChartRefusedError('The chart needs more memory to render than the limit', {}, error);
    } finally {
      clearInterval(timer);
    }
  }

  /** Ends the thread of a picture that takes too long. */
  private limitTime(ending: AbortController): NodeJS.Timeout {
    const { timeoutMs, givesUpSlow } = this.options;
    const startMs = steadyTimeMs();
    const end = (reason: ThreadEnd, error: Error, sentence: string) => {
      const { threads } = this.threads;
      ending.abort(error);
      // A picture that still waited for a thread to start has none that ends.
      const hasEnded = threads.some((thread) => !this.threads.threads.includes(thread));
      if (hasEnded) this.ended(reason, sentence);
    };
    const check = () => {
      const elapsedMs = steadyTimeMs() - startMs;
      const slowMs = Math.max(SLOW_MS, SLOW_AVERAGES * this.averageMs);
      const tooLong = (ms: number) => `a picture took longer than ${Math.round(ms)} ms`;
      if (elapsedMs >= timeoutMs) end('timeout', new RenderTimeoutError(timeoutMs), tooLong(timeoutMs));
      else if (givesUpSlow && elapsedMs >= slowMs && this.gate.waiting > 0) {
        end('slow', new SlowPictureError(), `${tooLong(slowMs)} while others waited`);
      }
    };
    return setInterval(check, CHECK_MS);
  }

  /**
   * The pool reports neither exits nor errors that a picture was waiting for. It replaces threads that end until one
   * fails to start; from then on, it only starts threads for pictures.
   */
  private watchThreads(): void {
    let reported: Error | undefined;
    this.threads.on('workerCreate', ({ id }) => {
      this.startFailure = undefined;
      const thread = this.threads.threads.find(({ threadId }) => threadId === id);
      // Before the pool's own listeners, which remove the thread from the pool.
      thread?.prependOnceListener('error', (error: Error) => {
        reported = error;
        this.ended(isOutOfMemory(error) ? 'memory' : 'error', error.message);
      });
      thread?.prependOnceListener('exit', (code) => {
        if (this.threads.threads.includes(thread)) this.ended('exit', `exit code ${code}`);
      });
    });
    this.threads.on('error', (error: Error) => {
      if (error === reported) return;
      // The thread ended while it started.
      this.ended(isOutOfMemory(error) ? 'memory' : 'error', error.message);
      if (this.threads.threads.length === 0) this.startFailure = error.message;
    });
  }

  private ended(reason: ThreadEnd, sentence: string): void {
    this.logger.warn(`A render thread ended (${reason}): ${sentence}`);
    this.onEnd(reason);
  }

  /** Starts a thread, and takes at least the time limit to fail: callers cannot cause one failure after another. */
  private async start(): Promise<void> {
    if (this.isStarting) return;
    this.isStarting = true;
    const failure = await this.renderTrial(this.options.timeoutMs);
    if (failure === undefined) this.startFailure = undefined;
    else if (this.threads.threads.length === 0) this.startFailure ??= failure;
    this.isStarting = false;
  }

  /** @returns why it failed, if it did; without a thread, the trial waits for one until the time limit */
  private async renderTrial(limitMs: number): Promise<string | undefined> {
    const signal = AbortSignal.timeout(limitMs);
    try {
      await this.threads.run({ request: this.options.trial, sharp: this.sharp }, { signal });
      return undefined;
    } catch (error) {
      return signal.aborted ? `none was ready within ${limitMs} ms` : messageOf(error);
    }
  }
}

/** The steps of a picture as spans. The thread measures them: the context of a request ends at its border. */
function traceDrawing(queuedMs: number, { startedMs, drawnMs, encodedMs }: TimedPicture): void {
  const span = currentRequest()?.span;
  if (span?.isSampled !== true) return;
  span.child('render queue', { startMs: queuedMs }).end(startedMs);
  span.child('render draw', { startMs: startedMs }).end(drawnMs);
  span.child('render encode', { startMs: drawnMs }).end(encodedMs);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function isOutOfMemory(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY';
}
