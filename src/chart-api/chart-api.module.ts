import { Module } from '@nestjs/common';
import { RenderingModule } from '../rendering/rendering.module.js';
import { SourcesModule } from '../sources/sources.module.js';
import { BasePathsCheck } from './base-paths.check.js';
import { ChartService } from './chart-service.js';
import { ChartedService } from './charted-service.js';
import { LastGoodPictures } from './last-good-pictures.js';
import { OwnAddresses } from './own-addresses.js';
import { AssetsController } from './page/assets.controller.js';
import { PageSender } from './page/page-sender.js';
import { PicturesController } from './pictures.controller.js';
import { QuickChartModule } from './quickchart/quickchart.module.js';
import { ServiceNamesCheck } from './service-names.check.js';
import { ServicesController } from './services.controller.js';
import { ShowService } from './show-service.js';

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
