import { hash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { ByteRoom } from '../platform/byte-room.js';
import { RenderQueueFullError } from './rendering.errors.js';
import { SETTINGS } from '../platform/settings/read-settings.js';
import type { RenderingSettings } from './rendering.settings.js';
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

// What an entry takes beside its bytes: the tag, the objects, the buffer's own bookkeeping. Rounded up.
const ENTRY_BYTES = 1024;

/** Pictures by their entity tags; those that nobody asked for the longest make way for new ones. */
class PictureStore {
  private readonly pictures: LRUCache<string, DrawnPicture> | undefined;

  /** @param maxBytes - of all pictures together; 0 keeps none */
  constructor(maxBytes: number) {
    if (maxBytes === 0) return;
    this.pictures = new LRUCache({
      maxSize: maxBytes,
      sizeCalculation: ({ bytes }) => bytes.byteLength + ENTRY_BYTES,
    });
  }

  get(etag: string): DrawnPicture | undefined {
    return this.pictures?.get(etag);
  }

  /** Keeps a picture, unless it alone is beyond the limit. */
  keep(picture: DrawnPicture): void {
    this.pictures?.set(picture.etag, picture);
  }

  get bytes(): number {
    return this.pictures?.calculatedSize ?? 0;
  }
}

/** What is known of a request once it was written out. */
interface WrittenRequest {
  /** The entity tag of its picture, quotes included. */
  readonly etag: string;
  /** How long it is in JSON: a measure of the memory that it holds. */
  readonly bytes: number;
}

/** Writes requests out, each once: callers ask for the tag, then for the picture, and specifications may be long. */
class WrittenRequests {
  private readonly written = new WeakMap<RenderRequest, WrittenRequest>();

  /** @param engine - what draws: a new release may draw the same specification in another way */
  constructor(private readonly engine: string) {}

  of(request: RenderRequest): WrittenRequest {
    const known = this.written.get(request);
    if (known !== undefined) return known;
    const { spec, format, widthPx, heightPx, pixelRatio } = request;
    const { config, background, title, description } = spec;
    // In a fixed order. That of a specification's own properties stays: the order of axes is part of a picture.
    const content = [
      this.engine,
      format,
      widthPx,
      heightPx,
      pixelRatio,
      background,
      title,
      description,
      config,
    ];
    const json = JSON.stringify(content);
    const written = { etag: `"${hash('sha256', json, 'base64url')}"`, bytes: json.length };
    this.written.set(request, written);
    return written;
  }
}

export type PictureSettings = Pick<
  RenderingSettings,
  'PICTURE_CACHE_BYTES' | 'RENDER_QUEUE_BYTES' | 'RENDERER' | 'APP_VERSION' | 'APP_REVISION'
>;

// Notices of what went wrong are kept apart: a flood of bad requests must not displace good pictures.
const NOTICES_PART = 1 / 16;

/** Pictures of specifications: drawn, being drawn for somebody else, or already there. */
@Injectable()
export class Pictures {
  /** What happened so far. Plain numbers, which Prometheus reads. */
  readonly counts = { hits: 0, misses: 0, coalesced: 0 };

  private readonly pictures: PictureStore;
  private readonly notices: PictureStore;
  private readonly inFlight = new Map<string, Promise<DrawnPicture>>();
  private readonly written: WrittenRequests;
  /** Specifications that wait or are being drawn, as written. */
  private readonly room: ByteRoom;

  constructor(
    @Inject(CHART_RENDERER) private readonly renderer: ChartRenderer,
    @Inject(SETTINGS) settings: PictureSettings,
  ) {
    const noticeBytes = Math.floor(settings.PICTURE_CACHE_BYTES * NOTICES_PART);
    this.pictures = new PictureStore(settings.PICTURE_CACHE_BYTES - noticeBytes);
    this.notices = new PictureStore(noticeBytes);
    this.room = new ByteRoom(settings.RENDER_QUEUE_BYTES);
    const { RENDERER, APP_VERSION, APP_REVISION } = settings;
    this.written = new WrittenRequests([RENDERER, APP_VERSION, APP_REVISION].join(' '));
  }

  /** The entity tag of a request's picture, known before it is drawn. */
  etagOf(request: RenderRequest): string {
    return this.written.of(request).etag;
  }

  /** A picture that is there already, by its entity tag. */
  kept(etag: string): DrawnPicture | undefined {
    const picture = this.pictures.get(etag);
    if (picture !== undefined) this.counts.hits += 1;
    return picture;
  }

  /** The bytes that kept pictures take. */
  get keptBytes(): number {
    return this.pictures.bytes + this.notices.bytes;
  }

  /**
   * @param bytes - of the specification, as written; 1 before any work is done for it
   * @throws RenderQueueFullError when as much waits as may
   */
  ensureRoom(bytes = 1): void {
    const { queued, busy } = this.renderer.stats();
    if (queued + busy >= this.renderer.capacity) throw new RenderQueueFullError(`${queued} pictures`);
    if (!this.room.has(bytes)) throw new RenderQueueFullError(`Specifications of ${this.room.taken} bytes`);
  }

  /**
   * @throws RenderQueueFullError when as many pictures wait as may
   * @throws ChartRefusedError when the specification cannot be drawn
   * @throws RenderTimeoutError when drawing takes too long
   */
  async draw(request: RenderRequest): Promise<DrawnPicture> {
    return this.kept(this.etagOf(request)) ?? this.drawOnce(request, this.pictures);
  }

  /**
   * Draws what is not worth anybody's waiting, such as a notice of what went wrong.
   *
   * @returns nothing when pictures wait to be drawn
   */
  async drawInSpareTime(request: RenderRequest): Promise<DrawnPicture | undefined> {
    const notice = this.notices.get(this.etagOf(request));
    if (notice !== undefined) this.counts.hits += 1;
    if (notice !== undefined || this.renderer.stats().queued > 0) return notice;
    return this.drawOnce(request, this.notices);
  }

  /** Callers who want the same picture at the same time share one drawing, and its failure. */
  private drawOnce(request: RenderRequest, store: PictureStore): Promise<DrawnPicture> {
    const { etag, bytes } = this.written.of(request);
    const begun = this.inFlight.get(etag);
    if (begun !== undefined) {
      this.counts.coalesced += 1;
      return begun;
    }
    this.ensureRoom(bytes);
    this.room.take(bytes);
    this.counts.misses += 1;
    const drawing = this.render(request, etag, store).finally(() => {
      this.room.giveBack(bytes);
      this.inFlight.delete(etag);
    });
    this.inFlight.set(etag, drawing);
    return drawing;
  }

  private async render(request: RenderRequest, etag: string, store: PictureStore): Promise<DrawnPicture> {
    const drawn = { ...(await this.renderer.render(request)), etag };
    store.keep(drawn);
    return drawn;
  }
}
