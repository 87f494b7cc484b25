import { type DynamicModule, Module } from '@nestjs/common';
import { MetricsApiModule } from '../../src/metrics-api/metrics-api.module.js';
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
  static forRoot(settings: MetricsApiSettings, telemetry: Telemetry): DynamicModule {
    return {
      module: AppModule,
      imports: [
        SettingsModule.forRoot(METRICS_API_SETTINGS, settings),
        TelemetryModule.forRoot(telemetry),
        MetricsApiModule,
        // The model is a function of time: there is nothing that could be away.
        HealthModule.forRoot({ checks: () => [] }),
      ],
    };
  }
}
