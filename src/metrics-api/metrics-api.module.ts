import { type DynamicModule, Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { ExportController } from './export/export.controller.js';
import { DayCounters } from './exposition/day-counters.js';
import { ExpositionService } from './exposition/exposition.service.js';
import { FaultsModule } from '../faults/faults.module.js';
import { TruthController } from './ground-truth/truth.controller.js';
import { IndexController, metricsApiIndex } from './index.controller.js';
import { LegacyService } from './legacy/legacy.service.js';
import { MetricsController } from './legacy/metrics.controller.js';
import { LongAnswers } from './long-answers.js';
import { ActiveScenario, CurrentModel } from './current-model.js';
import { AppsController } from './points/apps.controller.js';
import { Admission, observeAdmission } from '../platform/admission.js';
import { BodiesFullError, BodyTooLongError } from '../platform/http/http.errors.js';
import { limitBodies } from '../platform/http/request-bodies.js';
import { Telemetry } from '../platform/telemetry.js';
import { IndexPages, SERVICE_INDEX } from '../platform/http/index-pages.js';
import { NO_SUB_PATHS, SUB_PATHS } from '../platform/http/sub-paths.js';
import { ScenarioService } from '../scenario/scenario.service.js';
import { OpenStreams, Ticker } from './stream/open-streams.js';
import { PointEvents } from './stream/point-events.js';
import { StreamController } from './stream/stream.controller.js';

// Only faults are sent to this service, and each takes less than a kilobyte.
const BODY_BYTES = 64 * 1024;
const ALL_BODIES_BYTES = 1024 * 1024;

/** HTTP over the metrics model. Requires the metrics API's settings, a clock and telemetry. */
@Module({})
export class MetricsApiModule implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly telemetry: Telemetry,
  ) {}

  onModuleInit(): void {
    const bodies: Admission = new Admission(
      'bodies',
      { bytes: ALL_BODIES_BYTES },
      () => new BodiesFullError(bodies.bytes),
    );
    limitBodies(this.host.httpAdapter.getInstance<FastifyInstance>(), {
      maxBytes: BODY_BYTES,
      gate: bodies,
      tooLong: () => new BodyTooLongError(BODY_BYTES),
    });
    observeAdmission(this.telemetry.registry, bodies);
  }

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
        LongAnswers,
        OpenStreams,
        Ticker,
      ],
    };
  }
}
