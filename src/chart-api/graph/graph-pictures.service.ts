import { Inject, Injectable } from '@nestjs/common';
import type { GraphSpec, GraphTheme } from '../../chart-spec/graph/graph-spec.js';
import { serviceGraphChart } from '../../chart-spec/graph/service-graph.chart.js';
import { SETTINGS } from '../../platform/settings/read-settings.js';
import type { PictureFormat } from '../../rendering/chart-renderer.port.js';
import { mostPixels } from '../../rendering/picture-formats.js';
import { type DrawnPicture, Pictures } from '../../rendering/pictures.service.js';
import type { ServiceGraph } from '../../topology/topology.port.js';
import type { ChartApiSettings } from '../chart-api.settings.js';

/** How a graph is drawn. */
export interface GraphLook {
  readonly theme: GraphTheme;
  readonly showsIdle: boolean;
  /** The picture has the size of its layout, and is scaled down to these limits. */
  readonly maxWidthPx: number;
  readonly maxHeightPx: number;
}

/** A picture, and what it shows. */
export interface GraphPicture {
  readonly spec: GraphSpec;
  readonly picture: DrawnPicture;
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
  async draw(graph: ServiceGraph, look: GraphLook, format: PictureFormat): Promise<GraphPicture> {
    const spec = serviceGraphChart(graph, look);
    const most = mostPixels(format, this.settings.CHART_MAX_PIXELS);
    const scale = Math.min(1, Math.sqrt(most / (look.maxWidthPx * look.maxHeightPx)));
    const picture = await this.pictures.draw({
      spec,
      format,
      widthPx: Math.max(1, Math.floor(look.maxWidthPx * scale)),
      heightPx: Math.max(1, Math.floor(look.maxHeightPx * scale)),
      pixelRatio: 1,
    });
    return { spec, picture };
  }
}
