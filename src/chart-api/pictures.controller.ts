import { Controller, Get, Req, Res, UseFilters } from '@nestjs/common';
import { ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiPicture } from './api-picture.decorator.js';
import { ChartService } from './chart-service.js';
import { formatWishesOf } from './format-wishes.js';
import { chooseFormat } from './format.js';
import { PageSender } from './page/page-sender.js';
import { PicturesFilter } from './pictures.filter.js';
import { NOT_KEPT, sendPicture } from './send-picture.js';

/** The originals' three addresses, as a picture or as a page. */
@ApiTags('pictures')
@Controller()
@UseFilters(PicturesFilter)
export class PicturesController {
  constructor(
    private readonly charts: ChartService,
    private readonly page: PageSender,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Fresh metrics, drawn', operationId: 'getPicture' })
  @ApiPicture()
  root(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.show(request, reply);
  }

  @Get('k8s-app-monitor-agent')
  @ApiOperation({ summary: 'Fresh metrics, drawn', operationId: 'getPictureOfAgent' })
  @ApiPicture()
  agent(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.show(request, reply);
  }

  @Get('k8s-app-monitor-test')
  @ApiOperation({ summary: 'Fresh metrics, drawn', operationId: 'getPictureOfTest' })
  @ApiPicture()
  test(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.show(request, reply);
  }

  @Get('k8s-app-monitor-agent.:extension')
  @ApiOperation({
    summary: 'Fresh metrics, in the form that the address names',
    operationId: 'getPictureOfAgentAs',
  })
  @ApiParam({
    name: 'extension',
    description: 'png, svg or html; wins over format and Accept.',
    example: 'svg',
  })
  @ApiPicture()
  agentAs(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.show(request, reply);
  }

  @Get('k8s-app-monitor-test.:extension')
  @ApiOperation({
    summary: 'Fresh metrics, in the form that the address names',
    operationId: 'getPictureOfTestAs',
  })
  @ApiParam({
    name: 'extension',
    description: 'png, svg or html; wins over format and Accept.',
    example: 'svg',
  })
  @ApiPicture()
  testAs(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.show(request, reply);
  }

  private async show(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const format = chooseFormat(formatWishesOf(request));
    if (format === 'html') return this.page.send(request, reply, await this.charts.draw('png'));
    const { picture } = await this.charts.draw(format);
    sendPicture(request, reply, 200, picture, NOT_KEPT);
  }
}
