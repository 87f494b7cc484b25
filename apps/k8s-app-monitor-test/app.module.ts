import { type DynamicModule, Module } from '@nestjs/common';
import type { Logger } from 'pino';
import { MetricsApiModule } from '../../src/metrics-api/metrics-api.module.js';
import { scenarioHealth } from '../../src/metrics-api/scenario/scenario.health.js';
import { ScenarioSource } from '../../src/metrics-api/scenario/scenario-source.js';
import { CurrentScenario } from '../../src/metrics-api/scenario/watched-scenario.js';
import {
  METRICS_API_SETTINGS,
  type MetricsApiSettings,
} from '../../src/platform/config/metrics-api.settings.js';
import { SettingsModule } from '../../src/platform/config/settings.module.js';
import { HealthModule } from '../../src/platform/health/health.module.js';
import type { Telemetry } from '../../src/platform/telemetry/telemetry.js';
import { TelemetryModule } from '../../src/platform/telemetry/telemetry.module.js';

/** The modules that make up the metrics API. */
@Module({})
export class AppModule {
  /** @throws ConfigurationError when the scenario cannot be used */
  static forRoot(settings: MetricsApiSettings, telemetry: Telemetry, logger: Logger): DynamicModule {
    const scenario = new CurrentScenario(new ScenarioSource(settings), settings.SCENARIO_POLL_MS, logger);
    return {
      module: AppModule,
      imports: [
        SettingsModule.forRoot(METRICS_API_SETTINGS, settings),
        TelemetryModule.forRoot(telemetry),
        MetricsApiModule.forRoot(scenario),
        // The model is a function of time: there is nothing that could be away.
        HealthModule.forRoot({ checks: () => [scenarioHealth(scenario)] }),
      ],
    };
  }
}
