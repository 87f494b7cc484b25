import { Inject, Injectable } from '@nestjs/common';
import type { GraphSpec } from '../../chart-spec/graph/graph-spec.js';
import { SETTINGS } from '../../platform/settings/read-settings.js';
import type { PictureFormat } from '../../rendering/chart-renderer.port.js';
import { mostPixels } from '../../rendering/picture-formats.js';
import { type DrawnPicture, Pictures } from '../../rendering/pictures.service.js';
import type { ChartApiSettings } from '../chart-api.settings.js';

/** A picture has the size of its layout, and is scaled down to this one. */
export interface GraphLimits {
  readonly maxWidthPx: number;
  readonly maxHeightPx: number;
}

/** Draws service graphs. */
@Injectable()
export class GraphPictures {
  constructor(
    private readonly pictures: Pictures,
    @Inject(SETTINGS) private readonly settings: Pick<ChartApiSettings, 'CHART_MAX_PIXELS'>,
  ) {}

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
    const { maxWidthPx, maxHeightPx } = limits;
    const most = isVector(format) ? Infinity : mostPixels(format, this.settings.CHART_MAX_PIXELS);
    const scale = Math.min(1, Math.sqrt(most / (maxWidthPx * maxHeightPx)));
    return this.pictures.draw({
      spec,
      format,
      widthPx: Math.max(1, Math.floor(maxWidthPx * scale)),
      heightPx: Math.max(1, Math.floor(maxHeightPx * scale)),
      pixelRatio: 1,
    });
  }
}

function isVector(format: PictureFormat): boolean {
  return format === 'svg' || format === 'pdf';
}
