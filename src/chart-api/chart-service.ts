import { Inject, Injectable } from '@nestjs/common';
import { noticeChart, type Size } from '../chart-spec/notice.chart.js';
import { readingChart } from '../chart-spec/reading.chart.js';
import { CLOCK, type Clock } from '../platform/clock.js';
import { AGENT_SETTINGS, type AgentSettings } from '../platform/config/agent.settings.js';
import type { AppError } from '../platform/errors/app-error.js';
import { InvalidInputError } from '../platform/errors/catalogue.js';
import type { PictureFormat } from '../rendering/chart-renderer.port.js';
import { mostPixels } from '../rendering/pixel-limits.js';
import { Pictures, type DrawnPicture } from '../rendering/pictures.js';
import type { MetricsSource } from '../sources/metrics-source.port.js';
import { tickEndMs } from '../sources/tick.js';
import type { DrawnMetrics } from './drawn-metrics.js';
import { LastGoodPictures } from './last-good-pictures.js';
import type { PictureQuery } from './picture-query.js';
import { questionOf, styleOf } from './question.js';

/** The metrics of services, drawn. */
@Injectable()
export class ChartService {
  constructor(
    private readonly pictures: Pictures,
    private readonly lastGood: LastGoodPictures,
    @Inject(AGENT_SETTINGS) private readonly settings: AgentSettings,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Reads the metrics of a service and draws them.
   *
   * @throws InvalidInputError when the source cannot be asked so, or the picture would be too large
   * @throws UpstreamError when they cannot be read
   * @throws UnknownApplicationError when the service has none of the application
   * @throws RenderQueueFullError when too many pictures wait already
   */
  async draw(source: MetricsSource, query: PictureQuery, format: PictureFormat): Promise<DrawnMetrics> {
    const style = styleOf(query);
    const { widthPx, heightPx } = style;
    this.refuseTooLarge(style, format);
    this.pictures.ensureRoom();
    const question = questionOf(query, this.clock.nowMs());
    const reading = await source.read(question);
    const readAtMs = this.clock.nowMs();
    const spec = readingChart(source.name, reading, style);
    const picture = await this.pictures.draw({ spec, format, widthPx, heightPx, pixelRatio: 1 });
    const drawn = {
      service: source.name,
      reading,
      picture,
      description: spec.description,
      widthPx,
      heightPx,
      readAtMs,
      freshUntilMs: tickEndMs(question),
    };
    if (format === 'png') this.lastGood.keep(drawn);
    return drawn;
  }

  /**
   * A picture that says in words what went wrong.
   *
   * @returns nothing when the caller is wrong and pictures wait: there is no end of wrong names to draw
   */
  async drawError(error: AppError, format: PictureFormat, size: Size): Promise<DrawnPicture | undefined> {
    const spec = noticeChart({ title: error.title, lines: [error.message] }, size);
    const request = { spec, format, ...size, pixelRatio: 1 };
    return error.status < 500 ? this.pictures.drawInSpareTime(request) : this.pictures.draw(request);
  }

  private refuseTooLarge({ widthPx, heightPx }: Size, format: PictureFormat): void {
    const most = mostPixels(format, this.settings.CHART_MAX_PIXELS);
    const pixels = widthPx * heightPx;
    if (pixels <= most) return;
    const sentence = `Expected width times height to be at most ${most} for ${format} but received ${pixels}`;
    throw new InvalidInputError([{ field: 'width', sentence }]);
  }
}
