import { Module } from '@nestjs/common';
import { defaultScenario } from '../generator/scenario.js';
import { METRICS_API_SETTINGS, type MetricsApiSettings } from '../platform/config/metrics-api.settings.js';
import { CurrentMetrics } from './current-metrics.js';
import { LegacyController } from './legacy.controller.js';
import { SCENARIO } from './scenario.token.js';

/** HTTP over the metrics model. Needs the metrics API's settings and a clock. */
@Module({
  controllers: [LegacyController],
  providers: [
    CurrentMetrics,
    {
      provide: SCENARIO,
      inject: [METRICS_API_SETTINGS],
      useFactory: (settings: MetricsApiSettings) => defaultScenario(settings.SEED),
    },
  ],
})
export class MetricsApiModule {}
