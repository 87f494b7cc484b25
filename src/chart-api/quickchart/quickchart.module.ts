import { Module } from '@nestjs/common';
import { RenderingModule } from '../../rendering/rendering.module.js';
import { ChartAnswers } from './chart-answers.js';
import { ChartBodies } from './chart-bodies.js';
import { KnownCharts } from './known-charts.js';
import { QuickChartController } from './quickchart.controller.js';
import { Refusals } from './refusals.js';
import { ShortAddresses } from './short-address/short-addresses.js';

/** Charts for the clients of QuickChart. Needs the agent's settings. */
@Module({
  imports: [RenderingModule],
  controllers: [QuickChartController],
  providers: [ChartAnswers, ChartBodies, KnownCharts, Refusals, ShortAddresses],
})
export class QuickChartModule {}
