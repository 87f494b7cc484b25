import type { ChartSpec } from '../chart-spec/chart-spec.js';
import type { PictureSpec } from '../chart-spec/graph/graph-spec.js';
import type { Admission } from '../platform/admission.js';

/** The picture formats, with their media types. */
export const PICTURE_FORMATS = {
  png: 'image/png',
  svg: 'image/svg+xml',
  webp: 'image/webp',
  avif: 'image/avif',
  jpeg: 'image/jpeg',
  pdf: 'application/pdf',
} as const;

export type PictureFormat = keyof typeof PICTURE_FORMATS;

export interface RenderRequest {
  readonly spec: PictureSpec;
  readonly format: PictureFormat;
  /**
   * The size in CSS pixels, which the layout is computed for at any ratio. A graph's own size follows from its layout:
   * for graphs this is the maximum, and larger ones are scaled down.
   */
  readonly widthPx: number;
  readonly heightPx: number;
  /** Device pixels for each CSS pixel; vector formats ignore it. */
  readonly pixelRatio: number;
}

/** A request for a chart, as opposed to a graph. */
export type ChartRequest = RenderRequest & { readonly spec: ChartSpec };

export interface Picture {
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** How busy a renderer is: requests that wait, and requests being rendered. */
export interface RenderStats {
  readonly queued: number;
  readonly busy: number;
}

/** Renders specifications of charts, and of graphs where it can. */
export interface ChartRenderer {
  /** How many requests it accepts at a time: those being rendered and those that wait. */
  readonly capacity: number;
  /** The queues for its render slots. */
  readonly gates: readonly Admission[];
  /** How many threads ended although they were needed, by reason; absent in a renderer without threads. */
  readonly endedThreads?: Readonly<Record<string, number>>;

  /**
   * @throws RenderQueueFullError when the queue is full
   * @throws RenderQueueTimeoutError when no render slot becomes free in time
   * @throws GraphsNotRenderedError when it cannot render graphs
   */
  render(request: RenderRequest): Promise<Picture>;

  /**
   * What it cannot draw of a specification that it accepts, one sentence each; absent in a renderer that cannot know.
   */
  warningsOf?(spec: PictureSpec): Promise<readonly string[]>;

  /** Resolves when pictures can be rendered; rejects with a sentence when they cannot be. */
  ready(): Promise<void>;

  stats(): RenderStats;

  /** Finishes the accepted requests, then frees everything; the renderer cannot be used afterwards. */
  close(): Promise<void>;
}

export const CHART_RENDERER = Symbol('ChartRenderer');
