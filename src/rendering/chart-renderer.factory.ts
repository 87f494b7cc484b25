import { availableParallelism } from 'node:os';
import type { AgentSettings } from '../platform/config/agent.settings.js';
import type { ChartRenderer } from './chart-renderer.port.js';
import { EmbeddedRenderer } from './drivers/embedded/embedded.renderer.js';

const WORKER_URL = new URL('./drivers/embedded/draw.worker.js', import.meta.url);

/** Makes the renderer that the settings ask for. */
export function createChartRenderer(settings: AgentSettings): ChartRenderer {
  return new EmbeddedRenderer({
    workers: settings.RENDER_WORKERS || availableParallelism(),
    queueLimit: settings.RENDER_QUEUE_LIMIT,
    workerUrl: WORKER_URL,
  });
}
