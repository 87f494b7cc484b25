import type { ChartRenderer, Picture, RenderRequest } from '../chart-renderer.port.js';
import { createPictures, type PictureSettings } from '../rendering.module.js';

export const MIB = 1024 * 1024;

const settings: PictureSettings = {
  CHART_MAX_PIXELS: 1_000_000,
  PICTURE_CACHE_BYTES: MIB,
  RENDER_QUEUE_BYTES: MIB,
  RENDERER: 'embedded',
  APP_VERSION: '1.0.0',
  APP_REVISION: 'abc',
};

/** A request for a small picture of nothing. */
export const request = (title: string, more: Partial<RenderRequest> = {}): RenderRequest => ({
  spec: {
    config: { type: 'bar', data: { datasets: [] } },
    background: 'white',
    title,
    description: '',
  },
  format: 'png',
  widthPx: 10,
  heightPx: 10,
  pixelRatio: 1,
  ...more,
});

/** A renderer whose pictures end when the test ends them. */
class HeldRenderer implements ChartRenderer {
  readonly requested: {
    request: RenderRequest;
    end: (bytes: number) => void;
    fail: (error: Error) => void;
  }[] = [];
  readonly gates = [];
  private open = 0;

  constructor(
    readonly capacity: number,
    private readonly workers = 1,
  ) {}

  render(request: RenderRequest): Promise<Picture> {
    this.open += 1;
    return new Promise<Picture>((resolve, reject) => {
      const end = (bytes: number) => resolve({ contentType: 'image/png', bytes: new Uint8Array(bytes) });
      this.requested.push({ request, end, fail: reject });
    }).finally(() => {
      this.open -= 1;
    });
  }

  stats() {
    const busy = Math.min(this.open, this.workers);
    return { busy, queued: this.open - busy };
  }

  async ready() {}
  async close() {}
}

/** Pictures, and their renderer, which the test controls. */
export function held({ capacity = 10, ...changed }: Partial<PictureSettings> & { capacity?: number } = {}) {
  const renderer = new HeldRenderer(capacity);
  return { renderer, pictures: createPictures(renderer, { ...settings, ...changed }) };
}

/** Renders a picture of so many bytes. */
export async function drawn(
  { renderer, pictures }: ReturnType<typeof held>,
  wanted: RenderRequest,
  bytes = 100,
): Promise<void> {
  const picture = pictures.draw(wanted);
  renderer.requested.at(-1)!.end(bytes);
  await picture;
}
