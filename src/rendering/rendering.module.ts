import { availableParallelism } from 'node:os';
import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';
import { SETTINGS } from '../platform/settings/read-settings.js';
import type { RenderingSettings } from './rendering.settings.js';
import { Telemetry } from '../platform/telemetry.js';
import { CHART_RENDERER, type ChartRenderer } from './chart-renderer.port.js';
import { Pictures } from './pictures.service.js';

const WORKER_URL = new URL('./embedded/draw.worker.js', import.meta.url);

type RendererSettings = Pick<
  RenderingSettings,
  | 'RENDERER'
  | 'QUICKCHART_URL'
  | 'RENDER_WORKERS'
  | 'RENDER_QUEUE_LIMIT'
  | 'RENDER_QUEUE_TIMEOUT_MS'
  | 'RENDER_TIMEOUT_MS'
>;

/** Makes the renderer that the settings ask for, and loads no other. */
export async function createChartRenderer(settings: RendererSettings): Promise<ChartRenderer> {
  const workers = settings.RENDER_WORKERS || availableParallelism();
  const limits = {
    queueLimit: settings.RENDER_QUEUE_LIMIT,
    waitMs: settings.RENDER_QUEUE_TIMEOUT_MS,
    timeoutMs: settings.RENDER_TIMEOUT_MS,
  };
  if (settings.RENDERER === 'quickchart') {
    const { QuickChartRenderer } = await import('./quickchart/quickchart.renderer.js');
    return new QuickChartRenderer({ ...limits, url: settings.QUICKCHART_URL, concurrency: workers });
  }
  const { EmbeddedRenderer } = await import('./embedded/embedded.renderer.js');
  return new EmbeddedRenderer({ ...limits, workers, workerUrl: WORKER_URL });
}

/** Shows how busy the renderer is, as of each scrape. */
function observeRenderer(renderer: ChartRenderer, telemetry: Telemetry): void {
  const registers = [telemetry.registry];
  new Gauge({
    name: 'render_queue_length',
    help: 'Pictures that wait to be drawn.',
    registers,
    collect() {
      this.set(renderer.stats().queued);
    },
  });
  new Gauge({
    name: 'render_workers_busy',
    help: 'Threads that are drawing.',
    registers,
    collect() {
      this.set(renderer.stats().busy);
    },
  });
}

/** Shows how many pictures were drawn and how many were there already, as of each scrape. */
function observePictures(pictures: Pictures, telemetry: Telemetry): void {
  const registers = [telemetry.registry];
  const count = (name: string, help: string, read: () => number) =>
    new Counter({
      name,
      help,
      registers,
      collect() {
        this.reset();
        this.inc(read());
      },
    });
  count(
    'picture_cache_hits_total',
    'Pictures that were asked for and there already.',
    () => pictures.counts.hits,
  );
  count(
    'picture_cache_misses_total',
    'Pictures that were asked for and had to be drawn.',
    () => pictures.counts.misses,
  );
  count(
    'pictures_coalesced_total',
    'Pictures that were asked for while the same was being drawn for somebody else.',
    () => pictures.counts.coalesced,
  );
  new Gauge({
    name: 'picture_cache_bytes',
    help: 'Bytes that kept pictures take.',
    registers,
    collect() {
      this.set(pictures.keptBytes);
    },
  });
}

/** Provides the `ChartRenderer` that the settings ask for. */
@Module({
  providers: [
    {
      provide: CHART_RENDERER,
      inject: [SETTINGS],
      useFactory: (settings: RenderingSettings) => createChartRenderer(settings),
    },
    Pictures,
  ],
  exports: [CHART_RENDERER, Pictures],
})
export class RenderingModule implements OnApplicationShutdown {
  constructor(
    @Inject(CHART_RENDERER) private readonly renderer: ChartRenderer,
    pictures: Pictures,
    telemetry: Telemetry,
  ) {
    observeRenderer(renderer, telemetry);
    observePictures(pictures, telemetry);
  }

  // At this hook Nest has closed the listener and every request has its answer.
  async onApplicationShutdown(): Promise<void> {
    await this.renderer.close();
  }
}
