import { Module } from '@nestjs/common';
import { observeAdmission } from '../platform/admission.js';
import type { HealthCheck } from '../platform/health.module.js';
import { IndexPages, SERVICE_INDEX } from '../platform/http/index-pages.js';
import { SUB_PATHS } from '../platform/http/sub-paths.js';
import { SETTINGS } from '../platform/settings/read-settings.js';
import { Telemetry } from '../platform/telemetry.js';
import type { ChartRenderer } from '../rendering/chart-renderer.port.js';
import { RenderingModule } from '../rendering/rendering.module.js';
import type { MetricsSources } from '../sources/metrics-source.port.js';
import { SourcesModule } from '../sources/sources.module.js';
import { TopologyModule } from '../topology/topology.module.js';
import { AddressChecks } from './address-checks.js';
import { agentIndex, subPathsOf } from './addresses.js';
import { GraphPageService } from './graph/graph-page.service.js';
import { GraphPicturesController } from './graph/graph-pictures.controller.js';
import { GraphPictures } from './graph/graph-pictures.service.js';
import { GraphController } from './graph/graph.controller.js';
import { AssetsController } from './page/assets.controller.js';
import { PageService } from './page/page.service.js';
import { PicturesController } from './pictures/pictures.controller.js';
import { PicturesService } from './pictures/pictures.service.js';
import { ChartAnswers, Refusals } from './quickchart/chart-answers.service.js';
import { ChartBodies } from './quickchart/chart-body.js';
import { CrossOrigin } from './quickchart/cross-origin.js';
import { HealthcheckController } from './quickchart/healthcheck.controller.js';
import { QuickChartController } from './quickchart/quickchart.controller.js';
import { ShortAddresses } from './quickchart/short-addresses.service.js';

// Well within the usual probe timeout of one second.
const UPSTREAM_CHECK_MS = 500;

/**
 * The checks behind the agent's readiness.
 *
 * The agent stays ready when its first service is unreachable: its pictures then report that, and another replica
 * could not do better.
 */
export function agentHealthChecks(renderer: ChartRenderer, sources: MetricsSources): readonly HealthCheck[] {
  return [
    { name: 'renderer', required: true, check: () => renderer.ready() },
    { name: 'upstream', required: false, check: () => sources.main.check(UPSTREAM_CHECK_MS) },
  ];
}

const indexProvider = { provide: SERVICE_INDEX, useFactory: agentIndex, inject: [SETTINGS] };
const subPathsProvider = { provide: SUB_PATHS, useFactory: subPathsOf, inject: [SETTINGS] };

/** Charts for QuickChart clients. Needs the agent's settings. */
@Module({
  imports: [RenderingModule],
  controllers: [QuickChartController, HealthcheckController],
  providers: [ChartAnswers, ChartBodies, CrossOrigin, Refusals, ShortAddresses, subPathsProvider],
})
class QuickChartModule {
  constructor(bodies: ChartBodies, { registry }: Telemetry) {
    observeAdmission(registry, bodies.gate);
  }
}

/** The agent's HTTP API. Needs the agent's settings and a clock. */
@Module({
  imports: [SourcesModule, TopologyModule, RenderingModule, QuickChartModule],
  controllers: [PicturesController, GraphController, GraphPicturesController, AssetsController],
  providers: [
    AddressChecks,
    GraphPageService,
    GraphPictures,
    IndexPages,
    PageService,
    PicturesService,
    indexProvider,
    subPathsProvider,
  ],
})
export class ChartApiModule {}
