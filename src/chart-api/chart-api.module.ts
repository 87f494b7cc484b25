import { Module } from '@nestjs/common';
import type { HealthCheck } from '../platform/health.module.js';
import type { ChartRenderer } from '../rendering/chart-renderer.port.js';
import { RenderingModule } from '../rendering/rendering.module.js';
import type { MetricsSources } from '../sources/metrics-source.port.js';
import { SourcesModule } from '../sources/sources.module.js';
import { BasePathsCheck, OwnAddresses, ServiceNamesCheck } from './address-checks.js';
import { AssetsController } from './page/assets.controller.js';
import { PageSender } from './page/page-sender.js';
import { PicturesController, ServicesController } from './pictures/pictures.controller.js';
import { ChartService, ChartedService, LastGoodPictures } from './pictures/pictures.service.js';
import { ShowService } from './pictures/show-service.js';
import { ChartAnswers, KnownCharts, Refusals } from './quickchart/chart-answers.js';
import { ChartBodies } from './quickchart/chart-body.js';
import { QuickChartController } from './quickchart/quickchart.controller.js';
import { ShortAddresses } from './quickchart/short-addresses.js';

// Well within a probe's usual time-out of one second.
const UPSTREAM_CHECK_MS = 500;

/**
 * What the agent's readiness speaks of.
 *
 * It stays ready when the first service is away: its pictures then say so, which no other process could do better.
 */
export function agentHealthChecks(renderer: ChartRenderer, sources: MetricsSources): readonly HealthCheck[] {
  return [
    { name: 'renderer', required: true, check: () => renderer.ready() },
    {
      name: 'upstream',
      required: false,
      check: () => sources.main.check(UPSTREAM_CHECK_MS),
    },
  ];
}

/** Charts for the clients of QuickChart. Needs the agent's settings. */
@Module({
  imports: [RenderingModule],
  controllers: [QuickChartController],
  providers: [ChartAnswers, ChartBodies, KnownCharts, Refusals, ShortAddresses],
})
class QuickChartModule {}

/** The agent's HTTP. Needs the agent's settings and a clock. */
@Module({
  // The protocol's routes are registered before the one that takes any name.
  imports: [SourcesModule, RenderingModule, QuickChartModule],
  controllers: [PicturesController, AssetsController, ServicesController],
  providers: [
    BasePathsCheck,
    ChartService,
    ChartedService,
    LastGoodPictures,
    OwnAddresses,
    PageSender,
    ServiceNamesCheck,
    ShowService,
  ],
})
export class ChartApiModule {}
