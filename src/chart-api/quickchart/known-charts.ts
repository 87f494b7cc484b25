import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';

/** What is known of a question whose answer was drawn before. */
export interface KnownChart {
  readonly etag: string;
  readonly warnings: readonly string[];
}

const MAX_BYTES = 2 * 1024 * 1024;
// The key, the tag and the objects around them. Rounded up.
const ENTRY_BYTES = 400;

/**
 * Questions that were answered with a picture before, word for word: they need no reading.
 *
 * Whoever asks again with the picture's tag can be told that nothing changed even when the picture is gone.
 */
@Injectable()
export class KnownCharts {
  private readonly charts = new LRUCache<string, KnownChart>({
    maxSize: MAX_BYTES,
    sizeCalculation: ({ warnings }) =>
      warnings.reduce((bytes, warning) => bytes + warning.length, ENTRY_BYTES),
  });

  /**
   * @param kind - tells questions apart that are written alike and mean something else
   * @param words - the address, or the body, as it came
   */
  static keyOf(kind: string, words: string | Uint8Array): string {
    return `${kind} ${hash('sha256', words, 'base64url')}`;
  }

  get(key: string): KnownChart | undefined {
    return this.charts.get(key);
  }

  remember(key: string, chart: KnownChart): void {
    this.charts.set(key, chart);
  }
}
