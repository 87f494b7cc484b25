import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { isGraph } from '../chart-spec/graph/graph-spec.js';
import { Admission } from '../platform/admission.js';
import { currentRequest } from '../platform/http/request-context.js';
import type { ChartRenderer, Picture, RenderRequest } from './chart-renderer.port.js';
import { refuseSize } from './picture-size.js';
import { RenderQueueFullError } from './rendering.errors.js';

/** A picture that is ready to be sent. */
export interface DrawnPicture extends Picture {
  /** Strong (RFC 9110, section 8.8.1), quotes included; the same for the same request at every replica. */
  readonly etag: string;
}

interface PicturesOptions {
  /** Identifies what renders, version included: another release may render the same specification differently. */
  readonly engine: string;
  /** Bytes of all cached pictures; 0 caches none. */
  readonly cacheBytes: number;
  /** Bytes of all specifications that wait or are being rendered, as JSON. */
  readonly queueBytes: number;
  /** The maximum number of pixels of a picture; fewer in some formats. */
  readonly maxPixels: number;
}

// Notices of what went wrong have their own cache: a flood of bad requests must not displace good pictures.
const NOTICES_PART = 1 / 16;

/** Pictures of specifications: from the cache, from a rendering in progress, or rendered now. */
export class Pictures {
  /** Totals so far, which Prometheus reads. */
  readonly counts = { hits: 0, misses: 0, coalesced: 0 };
  /** Limits how many pictures wait or are being rendered, and the bytes of their specifications. */
  readonly gate: Admission;

  private readonly pictures: PictureCache;
  private readonly notices: PictureCache;
  // Not `fetch` of the cache: it holds renderings in progress as entries, which it drops for newer ones when space
  // is short and cannot hold where nothing is cached; equal requests would then render twice.
  private readonly inFlight = new Map<string, Promise<DrawnPicture>>();
  private readonly serialized = new WeakMap<RenderRequest, SerializedRequest>();

  constructor(
    private readonly renderer: ChartRenderer,
    private readonly options: PicturesOptions,
  ) {
    const noticeBytes = Math.floor(options.cacheBytes * NOTICES_PART);
    this.pictures = pictureCache(options.cacheBytes - noticeBytes);
    this.notices = pictureCache(noticeBytes);
    const limits = { count: renderer.capacity, bytes: options.queueBytes };
    this.gate = new Admission('pictures', limits, (reason) => {
      if (reason === 'bytes') return new RenderQueueFullError(`${this.gate.bytes} bytes of specifications`);
      return new RenderQueueFullError(`${renderer.stats().queued}`);
    });
  }

  /** The entity tag of a request's picture, known before it is rendered; computed once for each request object. */
  etagOf(request: RenderRequest): string {
    return this.serialize(request).etag;
  }

  /** What the renderer cannot draw of a specification, one sentence each. */
  async warningsOf({ spec }: RenderRequest): Promise<readonly string[]> {
    return (await this.renderer.warningsOf?.(spec)) ?? [];
  }

  /** A cached picture, by its entity tag. */
  kept(etag: string): DrawnPicture | undefined {
    const picture = this.pictures.get(etag);
    if (picture === undefined) return undefined;
    this.counts.hits += 1;
    noteInTrace('hit', picture);
    return picture;
  }

  /** Bytes that cached pictures take. */
  get keptBytes(): number {
    return this.pictures.calculatedSize + this.notices.calculatedSize;
  }

  /** The maximum number of pixels of a picture; fewer in some formats. */
  get maxPixels(): number {
    return this.options.maxPixels;
  }

  /**
   * Refuses a picture before any work is done for it.
   *
   * @throws RenderQueueFullError when the queue is full
   */
  refuseWhenFull(): void {
    this.gate.refuseWhenFull();
  }

  /**
   * @throws InvalidInputError when the picture would have too many pixels
   * @throws RenderQueueFullError when the queue is full
   * @throws RenderQueueTimeoutError when no render slot becomes free in time
   * @throws ChartRefusedError when the specification cannot be rendered
   * @throws RenderTimeoutError when rendering takes too long
   */
  async draw(request: RenderRequest): Promise<DrawnPicture> {
    const kept = this.kept(this.etagOf(request));
    if (kept !== undefined) return kept;
    const cache = this.inFlight.has(this.etagOf(request)) ? 'coalesced' : 'miss';
    const picture = await this.drawOnce(request, this.pictures);
    noteInTrace(cache, picture);
    return picture;
  }

  /**
   * Renders a picture that no other should wait for, such as a notice of what went wrong.
   *
   * @returns undefined when other pictures wait
   */
  async drawInSpareTime(request: RenderRequest): Promise<DrawnPicture | undefined> {
    const notice = this.notices.get(this.etagOf(request));
    if (notice !== undefined) this.counts.hits += 1;
    if (notice !== undefined || this.renderer.stats().queued > 0) return notice;
    return this.drawOnce(request, this.notices);
  }

  /** Concurrent requests for the same picture share one rendering, and its failure. */
  private drawOnce(request: RenderRequest, cache: PictureCache): Promise<DrawnPicture> {
    // Here, where all pictures pass: no route, refusal or notice can be drawn beyond the limit.
    refuseSize(request, this.maxPixels);
    const { etag, bytes } = this.serialize(request);
    const inFlight = this.inFlight.get(etag);
    if (inFlight !== undefined) {
      this.counts.coalesced += 1;
      return inFlight;
    }
    const leave = this.gate.enter(bytes);
    this.counts.misses += 1;
    const drawing = this.render(request, etag, cache).finally(() => {
      leave();
      this.inFlight.delete(etag);
    });
    this.inFlight.set(etag, drawing);
    return drawing;
  }

  private async render(request: RenderRequest, etag: string, cache: PictureCache): Promise<DrawnPicture> {
    const drawn = { ...(await this.renderer.render(request)), etag };
    cache.set(etag, drawn);
    return drawn;
  }

  private serialize(request: RenderRequest): SerializedRequest {
    const known = this.serialized.get(request);
    if (known !== undefined) return known;
    const { spec, format, widthPx, heightPx, pixelRatio } = request;
    const { background, title, description } = spec;
    const { engine } = this.options;
    // In a fixed order. The order inside it is kept: that of axes is part of the picture.
    const shown = isGraph(spec) ? spec.graph : spec.config;
    const content = [engine, format, widthPx, heightPx, pixelRatio, background, title, description, shown];
    const json = JSON.stringify(content);
    const serialized = { etag: `"${hash('sha256', json, 'base64url')}"`, bytes: json.length };
    this.serialized.set(request, serialized);
    return serialized;
  }
}

/** Records in the span of the current request which picture it got, and whether it had to be rendered. */
function noteInTrace(cache: 'hit' | 'coalesced' | 'miss', { contentType, bytes }: Picture): void {
  currentRequest()?.span?.set({
    'k8s_app_monitor.picture.cache': cache,
    'k8s_app_monitor.picture.media_type': contentType,
    'k8s_app_monitor.picture.size': bytes.byteLength,
  });
}

/** What remains of a request's JSON. */
interface SerializedRequest {
  /** The entity tag of its picture, quotes included. */
  readonly etag: string;
  /** The length of the JSON: a measure of the memory that the request holds. */
  readonly bytes: number;
}

type PictureCache = LRUCache<string, DrawnPicture>;

// What an entry takes in addition to its bytes: the tag, the objects, the buffer's bookkeeping. Rounded up.
const ENTRY_BYTES = 1024;

/** Pictures by entity tag; the least recently used ones are evicted first. A cache that is too small holds none. */
function pictureCache(maxBytes: number): PictureCache {
  return new LRUCache({
    maxSize: Math.max(1, maxBytes),
    sizeCalculation: ({ bytes }) => bytes.byteLength + ENTRY_BYTES,
  });
}
