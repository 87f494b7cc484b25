import { type ArgumentsHost, Catch } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { IndexPages, prefersPage } from '../../platform/http/index-pages.js';
import { sendProblem } from '../../platform/problem.filter.js';
import { PicturesFilter } from '../pictures/pictures.filter.js';
import { PicturesService } from '../pictures/pictures.service.js';
import { GraphPageService } from './graph-page.service.js';

/**
 * Reports an error as the other pictures do; its page has the choices of the graph's page. Programs that read the graph
 * itself get a problem document.
 */
@Catch()
export class GraphFilter extends PicturesFilter {
  constructor(pictures: PicturesService, page: GraphPageService, indexPages: IndexPages) {
    super(pictures, page, indexPages);
  }

  override async catch(error: unknown, host: ArgumentsHost): Promise<void> {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest<{ Params: { extension?: string } }>>();
    if (request.params.extension !== undefined || prefersPage(request)) return super.catch(error, host);
    sendProblem(request, http.getResponse<FastifyReply>().header('vary', 'Accept'), error);
  }
}
