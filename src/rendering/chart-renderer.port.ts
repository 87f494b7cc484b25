import type { ChartSpec } from '../chart-spec/chart-spec.js';

/** The formats there are, with their media types. */
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
  readonly spec: ChartSpec;
  readonly format: PictureFormat;
  /** The size in CSS pixels: what the layout is made for, whatever the ratio. */
  readonly widthPx: number;
  readonly heightPx: number;
  /** Pixels of the picture for each CSS pixel; formats of vectors have no use for it. */
  readonly pixelRatio: number;
}

export interface Picture {
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** How busy a renderer is: requests that wait, and requests being drawn. */
export interface RenderStats {
  readonly queued: number;
  readonly busy: number;
}

/** Draws chart specifications. */
export interface ChartRenderer {
  /** Pictures that may be asked for at a time: those being drawn and those that wait. */
  readonly capacity: number;

  /**
   * @throws RenderQueueFullError when as many requests wait as may
   */
  render(request: RenderRequest): Promise<Picture>;

  /** Resolves when pictures can be drawn; rejects with a sentence when they cannot be. */
  ready(): Promise<void>;

  stats(): RenderStats;

  /** Finishes what was asked for, then frees everything; nothing can be drawn afterwards. */
  close(): Promise<void>;
}

export const CHART_RENDERER = Symbol('ChartRenderer');
