import { type DynamicModule, Module } from '@nestjs/common';
import { ChartApiModule, agentHealthChecks } from '../../src/chart-api/chart-api.module.js';
import type { AgentSettings } from './settings.js';
import { SettingsModule } from '../../src/platform/settings/settings.module.js';
import { HealthModule } from '../../src/platform/health.module.js';
import { type Telemetry, TelemetryModule } from '../../src/platform/telemetry.js';
import { CHART_RENDERER } from '../../src/rendering/chart-renderer.port.js';
import { RenderingModule } from '../../src/rendering/rendering.module.js';
import { MetricsSources } from '../../src/sources/metrics-source.port.js';
import { SourcesModule } from '../../src/sources/sources.module.js';

/** The modules that make up the chart agent. */
@Module({})
export class AppModule {
  static forRoot(settings: AgentSettings, telemetry: Telemetry): DynamicModule {
    return {
      module: AppModule,
      imports: [
        SettingsModule.forRoot(settings),
        TelemetryModule.forRoot(telemetry),
        ChartApiModule,
        HealthModule.forRoot({
          imports: [RenderingModule, SourcesModule],
          inject: [CHART_RENDERER, MetricsSources],
          checks: agentHealthChecks,
        }),
      ],
    };
  }
}
