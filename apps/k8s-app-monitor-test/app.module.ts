import { type DynamicModule, Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { MetricsApiModule } from '../../src/metrics-api/metrics-api.module.js';
import { ScenarioSource } from '../../src/scenario/scenario-source.js';
import { ScenarioService, scenarioHealth } from '../../src/scenario/scenario.service.js';
import type { MetricsApiServiceSettings } from './settings.js';
import { SettingsModule } from '../../src/platform/settings/settings.module.js';
import { HealthModule } from '../../src/platform/health.module.js';
import { type Telemetry, TelemetryModule } from '../../src/platform/telemetry.js';

/** The modules that make up the metrics API. */
@Module({})
export class AppModule {
  /** @throws ConfigurationError when the scenario cannot be used */
  static forRoot(settings: MetricsApiServiceSettings, telemetry: Telemetry, logger: Logger): DynamicModule {
    const scenario = new ScenarioService(new ScenarioSource(settings), settings.SCENARIO_POLL_MS, logger);
    return {
      module: AppModule,
      imports: [
        SettingsModule.forRoot(settings),
        TelemetryModule.forRoot(telemetry),
        MetricsApiModule.forRoot(scenario),
        // The model is a pure function of time, so only the scenario can fail.
        HealthModule.forRoot({ checks: () => [scenarioHealth(scenario)] }),
      ],
    };
  }
}
