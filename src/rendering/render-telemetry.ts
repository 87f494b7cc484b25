import { Gauge } from 'prom-client';
import type { Telemetry } from '../platform/telemetry/telemetry.js';
import type { ChartRenderer } from './chart-renderer.port.js';

/** Shows how busy the renderer is, as of each scrape. */
export function observeRenderer(renderer: ChartRenderer, telemetry: Telemetry): void {
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
