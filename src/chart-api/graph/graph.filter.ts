import { Catch } from '@nestjs/common';
import { IndexPages } from '../../platform/http/index-pages.js';
import { PicturesFilter } from '../pictures/pictures.filter.js';
import { PicturesService } from '../pictures/pictures.service.js';
import { GraphPageService } from './graph-page.service.js';

/** Reports an error as the other pictures do; its page has the choices of the graph's page. */
@Catch()
export class GraphFilter extends PicturesFilter {
  constructor(pictures: PicturesService, page: GraphPageService, indexPages: IndexPages) {
    super(pictures, page, indexPages);
  }
}
