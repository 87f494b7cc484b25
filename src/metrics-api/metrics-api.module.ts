import { type DynamicModule, Module } from '@nestjs/common';
import { ExportController } from './export/export.controller.js';
import { DayCounters } from './exposition/day-counters.js';
import { ExpositionService } from './exposition/exposition.service.js';
import { FaultsModule } from '../faults/faults.module.js';
import { TruthController } from './ground-truth/truth.controller.js';
import { IndexController, metricsApiIndex } from './index.controller.js';
import { LegacyService } from './legacy/legacy.service.js';
import { MetricsController } from './legacy/metrics.controller.js';
import { ActiveScenario, CurrentModel } from './current-model.js';
import { AppsController } from './points/apps.controller.js';
import { IndexPages, SERVICE_INDEX } from '../platform/http/index-pages.js';
import { NO_SUB_PATHS, SUB_PATHS } from '../platform/http/sub-paths.js';
import { ScenarioService } from '../scenario/scenario.service.js';
import { OpenStreams, Ticker } from './stream/open-streams.js';
import { PointEvents } from './stream/point-events.js';
import { StreamController } from './stream/stream.controller.js';

/** HTTP over the metrics model. Requires the metrics API's settings, a clock and telemetry. */
@Module({})
export class MetricsApiModule {
  static forRoot(scenario: ScenarioService): DynamicModule {
    return {
      module: MetricsApiModule,
      imports: [FaultsModule],
      controllers: [
        IndexController,
        MetricsController,
        AppsController,
        TruthController,
        StreamController,
        ExportController,
      ],
      providers: [
        { provide: SERVICE_INDEX, useValue: metricsApiIndex },
        { provide: SUB_PATHS, useValue: NO_SUB_PATHS },
        IndexPages,
        { provide: ActiveScenario, useValue: scenario },
        CurrentModel,
        LegacyService,
        DayCounters,
        ExpositionService,
        PointEvents,
        OpenStreams,
        Ticker,
      ],
    };
  }
}
