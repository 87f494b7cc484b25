import type { DrawnPicture } from '../rendering/pictures.js';
import type { Reading } from '../sources/metrics-source.port.js';

/** Metrics as read, and the picture drawn from them. */
export interface DrawnMetrics {
  /** The name of the service. */
  readonly service: string;
  readonly reading: Reading;
  readonly picture: DrawnPicture;
  /** What the picture shows, in words. */
  readonly description: string;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly readAtMs: number;
  /** When another picture would be drawn for the same request. */
  readonly freshUntilMs: number;
}
