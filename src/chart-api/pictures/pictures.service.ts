import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { appMetricsChart } from '../../chart-spec/app-metrics.chart.js';
import type { ChartSpec } from '../../chart-spec/chart-spec.js';
import { type Size, noticeChart } from '../../chart-spec/notice.chart.js';
import { samplesChart } from '../../chart-spec/samples.chart.js';
import { seriesChart } from '../../chart-spec/series.chart.js';
import type { ChartStyle } from '../../chart-spec/theme.js';
import { CLOCK, type Clock } from '../../platform/clock.js';
import { type AppError, InvalidInputError } from '../../platform/errors.js';
import { SETTINGS } from '../../platform/settings/read-settings.js';
import type { ChartApiSettings } from '../chart-api.settings.js';
import type { PictureFormat } from '../../rendering/chart-renderer.port.js';
import { mostPixels } from '../../rendering/picture-formats.js';
import { type DrawnPicture, Pictures } from '../../rendering/pictures.service.js';
import {
  type MetricsSource,
  MetricsSources,
  type Reading,
  tickEndMs,
} from '../../sources/metrics-source.port.js';
import { UnknownServiceError } from '../chart-api.errors.js';
import { type PictureQuery, questionOf, styleOf } from './picture.query.js';

/** The chart of whatever was read from a service. */
function readingChart(service: string, reading: Reading, style: ChartStyle): ChartSpec {
  switch (reading.kind) {
    case 'record':
      return appMetricsChart(reading.record, style);
    case 'samples':
      return samplesChart(service, reading, style);
    case 'series':
      return seriesChart(service, reading, style);
  }
}

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

/** The last picture in PNG that this process drew of each service: a courtesy that may be missing at any time. */
@Injectable()
export class LastGoodPictures {
  private readonly pictures = new Map<string, DrawnMetrics>();

  keep(drawn: DrawnMetrics): void {
    this.pictures.set(drawn.service, drawn);
  }

  of(service: string): DrawnMetrics | undefined {
    return this.pictures.get(service);
  }
}

/** The metrics of services, drawn. */
@Injectable()
export class ChartService {
  constructor(
    private readonly pictures: Pictures,
    private readonly lastGood: LastGoodPictures,
    @Inject(SETTINGS) private readonly settings: ChartApiSettings,
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
    this.pictures.refuseWhenFull();
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
    throw InvalidInputError.of('width', sentence);
  }
}

/** Tells which service a request is about. */
@Injectable()
export class ChartedService {
  constructor(private readonly sources: MetricsSources) {}

  /**
   * The service that the address names; addresses without a name are about the first one.
   *
   * @throws UnknownServiceError listing those there are
   */
  of(request: FastifyRequest): MetricsSource {
    const { service: name } = request.params as { service?: string };
    if (name === undefined) return this.sources.main;
    const source = this.sources.named(name);
    if (source === undefined) throw new UnknownServiceError(name, this.sources.names);
    return source;
  }
}
