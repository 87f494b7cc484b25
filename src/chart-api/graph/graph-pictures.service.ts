import { Injectable } from '@nestjs/common';
import type { GraphSpec } from '../../chart-spec/graph/graph-spec.js';
import type { PictureFormat } from '../../rendering/chart-renderer.port.js';
import { shrunk } from '../../rendering/picture-size.js';
import { type DrawnPicture, Pictures } from '../../rendering/pictures.service.js';

/** A picture has the size of its layout, and is scaled down to this one. */
export interface GraphLimits {
  readonly maxWidthPx: number;
  readonly maxHeightPx: number;
}

/** Draws service graphs. */
@Injectable()
export class GraphPictures {
  constructor(private readonly pictures: Pictures) {}

  /**
   * Refuses a picture before its graph is read.
   *
   * @throws RenderQueueFullError when the queue is full
   */
  refuseWhenFull(): void {
    this.pictures.refuseWhenFull();
  }

  /**
   * @throws GraphsNotRenderedError when the renderer cannot render graphs
   * @throws RenderQueueFullError when the queue is full
   * @throws RenderTimeoutError when the layout takes too long
   */
  draw(spec: GraphSpec, format: PictureFormat, limits: GraphLimits): Promise<DrawnPicture> {
    const shape = { format, widthPx: limits.maxWidthPx, heightPx: limits.maxHeightPx };
    return this.pictures.draw({ spec, ...shrunk(shape, this.pictures.maxPixels) });
  }
}
