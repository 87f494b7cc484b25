import { isGraph } from '../../chart-spec/graph/graph-spec.js';
import { Admission } from '../../platform/admission.js';
import {
  type ChartRenderer,
  type ChartRequest,
  type Picture,
  PICTURE_FORMATS,
  type RenderRequest,
  type RenderStats,
} from '../chart-renderer.port.js';
import { ENCODERS } from '../picture-formats.js';
import { GraphsNotRenderedError, renderQueueError } from '../rendering.errors.js';
import { QuickChartServer, type ServedFormat } from './quickchart-server.js';

export interface QuickChartRendererOptions {
  /** The server's address, such as `http://quickchart:3400`. */
  readonly url: string;
  /** Requests to the server at a time, an integer >= 1. */
  readonly concurrency: number;
  /** Pictures that may wait meanwhile. */
  readonly queueLimit: number;
  /** How long a picture may wait before it is requested. */
  readonly waitMs: number;
  readonly timeoutMs: number;
}

/** Renders on a QuickChart server. */
export class QuickChartRenderer implements ChartRenderer {
  readonly capacity: number;
  readonly gates: readonly [Admission];
  private readonly server: QuickChartServer;
  private closed = false;

  constructor({ url, concurrency, queueLimit, waitMs, timeoutMs }: QuickChartRendererOptions) {
    this.server = new QuickChartServer(url, timeoutMs);
    this.capacity = concurrency + queueLimit;
    const limits = { count: concurrency, waiting: queueLimit, waitMs };
    this.gates = [new Admission('render', limits, renderQueueError(limits))];
  }

  async render(request: RenderRequest): Promise<Picture> {
    if (this.closed) throw new Error('The chart renderer is closed');
    const { spec } = request;
    if (isGraph(spec)) throw new GraphsNotRenderedError('quickchart');
    return this.gates[0].run(() => this.draw({ ...request, spec }));
  }

  async ready(): Promise<void> {
    await this.server.check();
  }

  stats(): RenderStats {
    const [{ waiting, inUse }] = this.gates;
    return { queued: waiting, busy: inUse };
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.gates[0].idle();
  }

  private async draw(request: ChartRequest): Promise<Picture> {
    const { format } = request;
    const contentType = PICTURE_FORMATS[format];
    if (isServed(format)) return { contentType, bytes: await this.server.draw(request, format) };
    const png = await this.server.draw(request, 'png');
    const { default: sharp } = await import('sharp');
    // A PNG of a few bytes can hold a gigabyte of pixels.
    const limitInputPixels = pixelsOf(request);
    try {
      const bytes = await ENCODERS[format](sharp(png, { limitInputPixels })).toBuffer();
      return { contentType, bytes: new Uint8Array(bytes) };
    } catch (error) {
      const what = `returned a PNG that is damaged, or has more than the ${limitInputPixels} pixels requested`;
      throw this.server.error('content_type', what, error);
    }
  }
}

function pixelsOf({ widthPx, heightPx, pixelRatio }: ChartRequest): number {
  return Math.ceil(widthPx * pixelRatio) * Math.ceil(heightPx * pixelRatio);
}

// QuickChart's documentation lists WebP and JPEG as well, but not AVIF, and a self-hosted server answers with PNG
// for some of them; encoded here, each picture has the format that was requested.
// https://quickchart.io/documentation/usage/parameters
function isServed(format: RenderRequest['format']): format is ServedFormat {
  return format === 'png' || format === 'svg' || format === 'pdf';
}
