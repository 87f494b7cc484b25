import { LRUCache } from 'lru-cache';
import type { DrawnPicture } from './drawn-picture.js';

// What an entry takes beside its bytes: the tag, the objects, the buffer's own bookkeeping. Rounded up.
const ENTRY_BYTES = 1024;

/** Pictures by their entity tags; those that nobody asked for the longest make way for new ones. */
export class PictureStore {
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
