import { type DynamicModule, Module } from '@nestjs/common';
import { ExportController } from './export/export.controller.js';
import { DayCounters } from './exposition/day-counters.js';
import { Exposition } from './exposition/exposition.js';
import { FaultsModule } from '../faults/faults.module.js';
import { TruthController } from './ground-truth/truth.controller.js';
import { LegacyBodies } from './legacy/legacy-bodies.js';
import { MetricsController } from './legacy/metrics.controller.js';
import { CurrentModel } from './current-model.js';
import { AppsController } from './points/apps.controller.js';
import { CurrentScenario } from '../scenario/current-scenario.js';
import { OpenStreams, Ticker } from './stream/open-streams.js';
import { PointEvents } from './stream/point-events.js';
import { StreamController } from './stream/stream.controller.js';

/** HTTP over the metrics model. Needs the metrics API's settings, a clock and telemetry. */
@Module({})
export class MetricsApiModule {
  static forRoot(scenario: CurrentScenario): DynamicModule {
    return {
      module: MetricsApiModule,
      imports: [FaultsModule],
      controllers: [MetricsController, AppsController, TruthController, StreamController, ExportController],
      providers: [
        { provide: CurrentScenario, useValue: scenario },
        CurrentModel,
        LegacyBodies,
        DayCounters,
        Exposition,
        PointEvents,
        OpenStreams,
        Ticker,
      ],
    };
  }
}
