import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { AGENT_SETTINGS, type AgentSettings } from '../platform/config/agent.settings.js';
import { Telemetry } from '../platform/telemetry/telemetry.js';
import { CHART_RENDERER, type ChartRenderer } from './chart-renderer.port.js';
import { createChartRenderer } from './chart-renderer.factory.js';
import { Pictures } from './pictures.js';
import { observePictures } from './pictures/picture-telemetry.js';
import { observeRenderer } from './render-telemetry.js';

/** Provides the `ChartRenderer` that the settings ask for. */
@Module({
  providers: [
    {
      provide: CHART_RENDERER,
      inject: [AGENT_SETTINGS],
      useFactory: (settings: AgentSettings) => createChartRenderer(settings),
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
