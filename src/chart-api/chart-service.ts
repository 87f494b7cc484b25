import { Inject, Injectable } from '@nestjs/common';
import { appMetricsChart } from '../chart-spec/app-metrics.chart.js';
import { noticeChart } from '../chart-spec/notice.chart.js';
import { CLOCK, type Clock } from '../platform/clock.js';
import type { AppError } from '../platform/errors/app-error.js';
import type { PictureFormat } from '../rendering/chart-renderer.port.js';
import { Pictures, type DrawnPicture } from '../rendering/pictures.js';
import { METRICS_SOURCE, type MetricsReading, type MetricsSource } from '../sources/metrics-source.port.js';

/** Metrics as read, and the picture drawn from them. */
export interface DrawnMetrics {
  readonly reading: MetricsReading;
  readonly picture: DrawnPicture;
  /** What the picture shows, in words. */
  readonly description: string;
  readonly readAtMs: number;
}

const SIZE = { widthPx: 1024, heightPx: 512, pixelRatio: 1 };

/** Fresh metrics, drawn. */
@Injectable()
export class ChartService {
  private lastGood: DrawnMetrics | undefined;

  constructor(
    @Inject(METRICS_SOURCE) private readonly source: MetricsSource,
    private readonly pictures: Pictures,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The last picture in PNG that this process drew of metrics: a courtesy that may be missing at any time. */
  get lastGoodPicture(): DrawnMetrics | undefined {
    return this.lastGood;
  }

  /**
   * Reads the metrics and draws them.
   *
   * @throws UpstreamError when they cannot be read
   * @throws RenderQueueFullError when too many pictures wait already
   */
  async draw(format: PictureFormat): Promise<DrawnMetrics> {
    const reading = await this.source.read();
    const readAtMs = this.clock.nowMs();
    const spec = appMetricsChart(reading);
    const picture = await this.pictures.draw({ spec, format, ...SIZE });
    const drawn = { reading, picture, description: spec.description, readAtMs };
    if (format === 'png') this.lastGood = drawn;
    return drawn;
  }

  /** A picture that says in words what went wrong. */
  async drawError(error: AppError, format: PictureFormat): Promise<DrawnPicture> {
    const spec = noticeChart({ title: error.title, lines: [error.message] });
    return this.pictures.draw({ spec, format, ...SIZE });
  }
}
