import { availableParallelism } from 'node:os';
import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Counter, Gauge, type Registry } from 'prom-client';
import { observeAdmission } from '../platform/admission.js';
import type { CommonSettings } from '../platform/settings/common.settings.js';
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

/** Creates the renderer that RENDERER names, and loads the code of no other. */
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

export type PictureSettings = Pick<
  RenderingSettings,
  'CHART_MAX_PIXELS' | 'PICTURE_CACHE_BYTES' | 'RENDER_QUEUE_BYTES' | 'RENDERER'
> &
  Pick<CommonSettings, 'APP_VERSION' | 'APP_REVISION'>;

const { icu, cldr } = process.versions;

export function createPictures(renderer: ChartRenderer, settings: PictureSettings): Pictures {
  return new Pictures(renderer, {
    // Numbers and dates in other languages depend on the version of ICU and its data.
    engine: [settings.RENDERER, settings.APP_VERSION, settings.APP_REVISION, icu, cldr].join(' '),
    cacheBytes: settings.PICTURE_CACHE_BYTES,
    queueBytes: settings.RENDER_QUEUE_BYTES,
    maxPixels: settings.CHART_MAX_PIXELS,
  });
}

/** Registers metrics that read the renderer and the pictures at each scrape. */
function observeRendering(renderer: ChartRenderer, pictures: Pictures, { registry }: Telemetry): void {
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  const counter = (name: string, help: string, read: () => number) =>
    new Counter({
      name,
      help,
      registers: [registry],
      collect() {
        this.reset();
        this.inc(read());
      },
    });
  const { counts } = pictures;
  gauge('render_queue_length', 'Pictures that wait to be rendered.', () => renderer.stats().queued);
  gauge('render_workers_busy', 'Threads that are rendering.', () => renderer.stats().busy);
  counter('picture_cache_hits_total', 'Requested pictures that were cached.', () => counts.hits);
  counter('picture_cache_misses_total', 'Requested pictures that had to be rendered.', () => counts.misses);
  counter(
    'pictures_coalesced_total',
    'Requested pictures that were already being rendered for another request.',
    () => counts.coalesced,
  );
  gauge('picture_cache_bytes', 'Bytes that cached pictures take.', () => pictures.keptBytes);
  if (renderer.endedThreads !== undefined) observeEndedThreads(registry, renderer.endedThreads);
  observeAdmission(registry, pictures.gate, ...renderer.gates);
}

function observeEndedThreads(registry: Registry, ended: Readonly<Record<string, number>>): void {
  new Counter({
    name: 'render_workers_ended_total',
    help: 'Threads that ended although they were needed, by reason.',
    labelNames: ['reason'],
    registers: [registry],
    collect() {
      this.reset();
      for (const [reason, count] of Object.entries(ended)) this.inc({ reason }, count);
    },
  });
}

/** Provides the `ChartRenderer` that RENDERER names, and `Pictures` in front of it. */
@Module({
  providers: [
    {
      provide: CHART_RENDERER,
      inject: [SETTINGS],
      useFactory: (settings: RenderingSettings) => createChartRenderer(settings),
    },
    {
      provide: Pictures,
      inject: [CHART_RENDERER, SETTINGS],
      useFactory: createPictures,
    },
  ],
  exports: [CHART_RENDERER, Pictures],
})
export class RenderingModule implements OnApplicationShutdown {
  constructor(
    @Inject(CHART_RENDERER) private readonly renderer: ChartRenderer,
    pictures: Pictures,
    telemetry: Telemetry,
  ) {
    observeRendering(renderer, pictures, telemetry);
  }

  // Nest calls this after it has closed the listener and every request has been answered.
  async onApplicationShutdown(): Promise<void> {
    await this.renderer.close();
  }
}
