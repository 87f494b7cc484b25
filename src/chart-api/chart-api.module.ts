import { Module } from '@nestjs/common';
import { RenderingModule } from '../rendering/rendering.module.js';
import { SourcesModule } from '../sources/sources.module.js';
import { ChartService } from './chart-service.js';
import { AssetsController } from './page/assets.controller.js';
import { PageSender } from './page/page-sender.js';
import { PicturesController } from './pictures.controller.js';

/** The agent's HTTP. Needs the agent's settings and a clock. */
@Module({
  imports: [SourcesModule, RenderingModule],
  controllers: [PicturesController, AssetsController],
  providers: [ChartService, PageSender],
})
export class ChartApiModule {}
