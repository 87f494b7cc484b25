import { hash } from 'node:crypto';
import type { RenderRequest } from '../chart-renderer.port.js';

/** What is known of a request once it was written out. */
export interface WrittenRequest {
  /** The entity tag of its picture, quotes included. */
  readonly etag: string;
  /** How long it is in JSON: a measure of the memory that it holds. */
  readonly bytes: number;
}

/** Writes requests out, each once: callers ask for the tag, then for the picture, and specifications may be long. */
export class WrittenRequests {
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
