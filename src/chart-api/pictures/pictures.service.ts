import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { appMetricsChart } from '../../chart-spec/app-metrics.chart.js';
import type { ChartSpec } from '../../chart-spec/chart-spec.js';
import { type Size, noticeChart } from '../../chart-spec/notice.chart.js';
import { samplesChart } from '../../chart-spec/samples.chart.js';
import { seriesChart } from '../../chart-spec/series.chart.js';
import type { ChartStyle } from '../../chart-spec/theme.js';
import { TICK_MS } from '../../contract/tick.js';
import { CLOCK, type Clock } from '../../platform/clock.js';
import type { AppError } from '../../platform/errors.js';
import { currentRequest } from '../../platform/http/request-context.js';
import type { PictureFormat, RenderRequest } from '../../rendering/chart-renderer.port.js';
import { refuseSize, usableSize } from '../../rendering/picture-size.js';
import { type DrawnPicture, Pictures } from '../../rendering/pictures.service.js';
import {
  type MetricsSource,
  MetricsSources,
  type Reading,
  tickEndMs,
} from '../../sources/metrics-source.port.js';
import { UnknownServiceError } from '../chart-api.errors.js';
import { type PictureQuery, questionOf, styleOf } from './picture-query.schema.js';

/** The metrics of a service as read, and their picture. */
export interface MetricsPicture {
  /** The name of the service. */
  readonly service: string;
  readonly reading: Reading;
  readonly picture: DrawnPicture;
  /** What the picture shows, in words. */
  readonly description: string;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly readAtMs: number;
  /** When the same request gets another picture. */
  readonly freshUntilMs: number;
}

/** The chart of a reading in one style, and the render requests for it by format. */
interface BuiltChart {
  readonly reading: Reading;
  readonly spec: ChartSpec;
  readonly requests: Map<PictureFormat, RenderRequest>;
}

const MAX_BUILT_CHARTS = 32;

/** Reads the metrics of services and draws them. */
@Injectable()
export class PicturesService {
  private readonly lastPngs = new Map<string, MetricsPicture>();
  private readonly builtCharts = new LRUCache<string, BuiltChart>({
    max: MAX_BUILT_CHARTS,
    ttl: TICK_MS,
    ttlAutopurge: true,
  });

  constructor(
    private readonly sources: MetricsSources,
    private readonly pictures: Pictures,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * The service with a name, or the first one when the address has no name.
   *
   * @throws UnknownServiceError listing the services
   */
  sourceNamed(name: string | undefined): MetricsSource {
    if (name === undefined) return this.sources.main;
    const source = this.sources.named(name);
    if (source === undefined) throw new UnknownServiceError(name, this.sources.names);
    return source;
  }

  /**
   * Reads the metrics of a service and draws them.
   *
   * @throws InvalidInputError when the source cannot answer the query, or the picture would be too large
   * @throws UpstreamError when the metrics cannot be read
   * @throws UnknownApplicationError when the service has no metrics of the application
   * @throws RenderQueueFullError when the render queue is full
   */
  async draw(source: MetricsSource, query: PictureQuery, format: PictureFormat): Promise<MetricsPicture> {
    const style = styleOf(query);
    const { widthPx, heightPx } = style;
    refuseSize({ format, widthPx, heightPx, pixelRatio: 1 }, this.pictures.maxPixels);
    this.pictures.refuseWhenFull();
    const question = questionOf(query, this.clock.nowMs());
    currentRequest()?.span?.set({
      'k8s_app_monitor.service': source.name,
      'k8s_app_monitor.application': question.app,
    });
    const reading = await source.read(question);
    const readAtMs = this.clock.nowMs();
    const chart = this.chartFor(JSON.stringify([source.name, query]), reading, () =>
      chartOf(source.name, reading, style),
    );
    const request = requestFor(chart, style, format);
    const picture = await this.pictures.draw(request);
    const drawn: MetricsPicture = {
      service: source.name,
      reading,
      picture,
      description: request.spec.description,
      widthPx: request.widthPx,
      heightPx: request.heightPx,
      readAtMs,
      freshUntilMs: tickEndMs(question),
    };
    if (format === 'png') this.lastPngs.set(source.name, drawn);
    return drawn;
  }

  /** The last PNG that this process drew of a service, if any: replicas and restarts do not share it. */
  lastPng(service: string): MetricsPicture | undefined {
    return this.lastPngs.get(service);
  }

  /**
   * A picture that says in words what went wrong, in a common size where the requested one is not allowed.
   *
   * @returns undefined when the caller is at fault and pictures are waiting: wrong requests must not delay others
   */
  async drawError(error: AppError, format: PictureFormat, size: Size): Promise<DrawnPicture | undefined> {
    const shape = usableSize({ format, ...size, pixelRatio: 1 }, this.pictures.maxPixels);
    const request = { spec: noticeChart({ title: error.title, lines: [error.message] }, shape), ...shape };
    return error.status < 500 ? this.pictures.drawInSpareTime(request) : this.pictures.draw(request);
  }

  /** Within a tick a source returns the same reading, so its chart is built once. */
  private chartFor(key: string, reading: Reading, build: () => ChartSpec): BuiltChart {
    const built = this.builtCharts.get(key);
    if (built?.reading === reading) return built;
    const chart = { reading, spec: build(), requests: new Map() };
    this.builtCharts.set(key, chart);
    return chart;
  }
}

/** The same object for the same chart and format: `Pictures` hashes each request object once. */
function requestFor({ spec, requests }: BuiltChart, size: Size, format: PictureFormat): RenderRequest {
  const { widthPx, heightPx } = size;
  const request = requests.get(format) ?? { spec, format, widthPx, heightPx, pixelRatio: 1 };
  requests.set(format, request);
  return request;
}

function chartOf(service: string, reading: Reading, style: ChartStyle): ChartSpec {
  switch (reading.kind) {
    case 'record':
      return appMetricsChart(reading.record, style);
    case 'samples':
      return samplesChart(service, reading, style);
    case 'series':
      return seriesChart(service, reading, style);
  }
}
