import type { Freshness } from './send-picture.js';

/**
 * How long an answer stays true, as a cache may be told it: until its tick ends and not a moment longer.
 *
 * `max-age` is in whole seconds (RFC 9111, section 1.2.2). Where less than one is left the answer may be kept, but
 * its entity tag must be asked about each time.
 *
 * @param untilMs - when it grows old, in milliseconds since the Unix epoch
 */
export function freshUntil(untilMs: number, nowMs: number): Freshness {
  const seconds = Math.floor((untilMs - nowMs) / 1000);
  return { cacheControl: seconds >= 1 ? `max-age=${seconds}` : 'no-cache' };
}
