import { availableParallelism } from 'node:os';
import type { AgentSettings } from '../platform/config/agent.settings.js';
import type { ChartRenderer } from './chart-renderer.port.js';

const WORKER_URL = new URL('./drivers/embedded/draw.worker.js', import.meta.url);

type RendererSettings = Pick<
  AgentSettings,
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
    const { QuickChartRenderer } = await import('./drivers/quickchart/quickchart.renderer.js');
    return new QuickChartRenderer({ ...limits, url: settings.QUICKCHART_URL, concurrency: workers });
  }
  const { EmbeddedRenderer } = await import('./drivers/embedded/embedded.renderer.js');
  return new EmbeddedRenderer({ ...limits, workers, workerUrl: WORKER_URL });
}
