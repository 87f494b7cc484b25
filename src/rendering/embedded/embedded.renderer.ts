import type { PictureSpec } from '../../chart-spec/graph/graph-spec.js';
import { noticeChart } from '../../chart-spec/notice.chart.js';
import { PICTURE_HEIGHT_PX, PICTURE_WIDTH_PX } from '../../chart-spec/theme.js';
import type { Admission } from '../../platform/admission.js';
import {
  type ChartRenderer,
  PICTURE_FORMATS,
  type Picture,
  type RenderRequest,
  type RenderStats,
} from '../chart-renderer.port.js';
import { isLarge } from '../render-cost.js';
import { DrawPool, SlowPictureError, type ThreadEnd } from './draw-pool.js';
import { placedTextsIn } from './fonts/texts.js';

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
/** The share of a processor that a large picture gets next to others is a third of theirs. */
const LARGE_NICE = 5;

const TRIAL: RenderRequest = {
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
  readonly endedThreads: Record<ThreadEnd, number> = { error: 0, exit: 0, memory: 0, slow: 0, timeout: 0 };
  private readonly small: DrawPool;
  private readonly large: DrawPool;
  private readonly warm: Promise<void>;
  private closed = false;

  constructor({ workers, ...limits }: EmbeddedRendererOptions) {
    this.capacity = workers + limits.queueLimit;
    const onEnd = (reason: ThreadEnd) => (this.endedThreads[reason] += 1);
    this.small = new DrawPool(
      {
        ...limits,
        gate: 'render',
        minThreads: workers,
        maxThreads: workers,
        niceIncrement: 0,
        givesUpSlow: true,
        trial: TRIAL,
      },
      onEnd,
    );
    this.large = new DrawPool(
      {
        ...limits,
        gate: 'render_large',
        minThreads: 0,
        maxThreads: LARGE_AT_A_TIME,
        niceIncrement: LARGE_NICE,
        givesUpSlow: false,
        trial: TRIAL,
      },
      onEnd,
    );
    this.gates = [this.small.gate, this.large.gate];
    this.warm = this.small.warmUp();
  }

  async render(request: RenderRequest): Promise<Picture> {
    // The pool would start its threads again.
    if (this.closed) throw new Error('The chart renderer is closed');
    const bytes = isLarge(request) ? await this.renderLarge(request) : await this.renderSmall(request);
    return { contentType: PICTURE_FORMATS[request.format], bytes };
  }

  /** A picture that took longer than estimated is rendered again like a large one, so that others need not wait. */
  private async renderSmall(request: RenderRequest): Promise<Uint8Array> {
    try {
      return await this.small.draw(request, this.warm);
    } catch (error) {
      if (error instanceof SlowPictureError) return this.renderLarge(request);
      throw error;
    }
  }

  private renderLarge(request: RenderRequest): Promise<Uint8Array> {
    return this.large.draw(request, this.warm);
  }

  /** Characters that no font has. The tables of characters are loaded with the first text that is not ASCII. */
  async warningsOf(spec: PictureSpec): Promise<readonly string[]> {
    const texts = placedTextsIn(spec);
    if (texts.length === 0) return [];
    const { missingScripts } = await import('./fonts/missing-scripts.js');
    return missingScripts(texts);
  }

  async ready(): Promise<void> {
    await this.warm;
    this.small.requireThread();
  }

  stats(): RenderStats {
    const [small, large] = [this.small.gate, this.large.gate];
    return { queued: small.waiting + large.waiting, busy: small.inUse + large.inUse };
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all([this.small.close(), this.large.close()]);
  }
}
