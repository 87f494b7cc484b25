import { RenderQueueFullError } from '../rendering.errors.js';
import {
  type ChartRenderer,
  type Picture,
  PICTURE_FORMATS,
  type RenderRequest,
  type RenderStats,
} from '../chart-renderer.port.js';
import { ENCODERS } from '../picture-formats.js';
import { Places } from '../places.js';
import { QuickChartServer, type ServedFormat } from './quickchart-server.js';

export interface QuickChartRendererOptions {
  /** The server's address, such as `http://quickchart:3400`. */
  readonly url: string;
  /** Pictures that are asked for at the same time, an integer >= 1. */
  readonly concurrency: number;
  /** Requests that may wait meanwhile. */
  readonly queueLimit: number;
  /** How long a picture may wait before it is asked for. */
  readonly waitMs: number;
  readonly timeoutMs: number;
}

/** Draws on a QuickChart server. */
export class QuickChartRenderer implements ChartRenderer {
  readonly capacity: number;
  private readonly server: QuickChartServer;
  private readonly places: Places;
  private readonly inFlight = new Set<Promise<Picture>>();
  private closed = false;

  constructor(private readonly options: QuickChartRendererOptions) {
    this.server = new QuickChartServer(options.url, options.timeoutMs);
    this.capacity = options.concurrency + options.queueLimit;
    this.places = new Places(options.concurrency, options.waitMs);
  }

  async render(request: RenderRequest): Promise<Picture> {
    if (this.closed) throw new Error('The chart renderer is closed');
    if (this.inFlight.size >= this.capacity)
      throw new RenderQueueFullError(`${this.options.queueLimit} pictures`);
    const picture = this.places.draw(() => this.draw(request));
    this.inFlight.add(picture);
    try {
      return await picture;
    } finally {
      this.inFlight.delete(picture);
    }
  }

  async ready(): Promise<void> {
    await this.server.check();
  }

  stats(): RenderStats {
    const { busy } = this.places;
    return { queued: this.inFlight.size - busy, busy };
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.allSettled(this.inFlight);
  }

  private async draw(request: RenderRequest): Promise<Picture> {
    const { format } = request;
    const contentType = PICTURE_FORMATS[format];
    if (isServed(format)) return { contentType, bytes: await this.server.draw(request, format) };
    const png = await this.server.draw(request, 'png');
    const { default: sharp } = await import('sharp');
    return { contentType, bytes: new Uint8Array(await ENCODERS[format](sharp(png)).toBuffer()) };
  }
}

// Its documentation names WebP and JPEG as well, but not AVIF, and the server that people run themselves
// answers with PNG for some; made here, all are what they say.
// https://quickchart.io/documentation/usage/parameters
function isServed(format: RenderRequest['format']): format is ServedFormat {
  return format === 'png' || format === 'svg' || format === 'pdf';
}
