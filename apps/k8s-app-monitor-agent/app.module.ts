import { type DynamicModule, Module } from '@nestjs/common';
import { agentHealthChecks } from '../../src/chart-api/agent-health.js';
import { ChartApiModule } from '../../src/chart-api/chart-api.module.js';
import { AGENT_SETTINGS, type AgentSettings } from '../../src/platform/config/agent.settings.js';
import { SettingsModule } from '../../src/platform/config/settings.module.js';
import { HealthModule } from '../../src/platform/health/health.module.js';
import type { Telemetry } from '../../src/platform/telemetry/telemetry.js';
import { TelemetryModule } from '../../src/platform/telemetry/telemetry.module.js';
import { CHART_RENDERER } from '../../src/rendering/chart-renderer.port.js';
import { RenderingModule } from '../../src/rendering/rendering.module.js';
import { MetricsSources } from '../../src/sources/metrics-sources.js';
import { SourcesModule } from '../../src/sources/sources.module.js';

/** The modules that make up the chart agent. */
@Module({})
export class AppModule {
  static forRoot(settings: AgentSettings, telemetry: Telemetry): DynamicModule {
    return {
      module: AppModule,
      imports: [
        SettingsModule.forRoot(AGENT_SETTINGS, settings),
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
