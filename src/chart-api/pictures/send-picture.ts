import type { FastifyReply, FastifyRequest } from 'fastify';
import type { DrawnPicture } from '../../rendering/pictures.service.js';

/** How long caches may keep a picture. */
interface Freshness {
  /** The value of the header `Cache-Control`. */
  readonly cacheControl: string;
}

/** For answers that change at every refresh. */
export const NOT_KEPT: Freshness = { cacheControl: 'no-store' };

/**
 * The freshness of an answer that is valid until its tick ends, and no longer.
 *
 * `max-age` is in whole seconds (RFC 9111, section 1.2.2). With less than one second left, caches may keep the answer
 * but must revalidate it each time.
 *
 * @param untilMs - the end of the tick, in milliseconds since the Unix epoch
 */
export function freshUntil(untilMs: number, nowMs: number): Freshness {
  const seconds = Math.floor((untilMs - nowMs) / 1000);
  return { cacheControl: seconds >= 1 ? `max-age=${seconds}` : 'no-cache' };
}

/** Sends a picture, or 304 to a caller that already has it. */
export function sendPicture(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  picture: DrawnPicture,
  { cacheControl }: Freshness,
): void {
  void reply.header('vary', 'Accept').header('cache-control', cacheControl);
  if (status !== 200) return void reply.status(status).type(picture.contentType).send(picture.bytes);
  void reply.header('etag', picture.etag);
  if (hasPicture(request, picture.etag)) return void reply.status(304).send();
  void reply.type(picture.contentType).send(picture.bytes);
}

/** Whether `If-None-Match` names the picture (RFC 9110, section 13.1.2: a weak comparison). */
export function hasPicture(request: FastifyRequest, etag: string): boolean {
  const tags = request.headers['if-none-match'];
  // For other methods the header is a precondition, not a question about a cached answer.
  if (tags === undefined || !['GET', 'HEAD'].includes(request.method)) return false;
  return tags.split(',').some((tag) => ['*', etag, `W/${etag}`].includes(tag.trim()));
}

const LONGEST_HEADER_BYTES = 1000;
const ELLIPSIS = '...';

/**
 * A sentence as a header value: one line without control characters, so that text from a request cannot add a header.
 *
 * Characters beyond ASCII are sent as QuickChart sends them: their bytes in UTF-8, each as a character of the string,
 * which is how Node writes and reads headers (as ISO 8859-1). QuickChart's client reads the same string, and
 * `Buffer.from(value, 'latin1').toString()` is the sentence; curl, Go and PHP, which do not decode headers, show it.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-5.5 (obs-text)
 */
export function headerText(sentence: string): string {
  const line = sentence
    .replace(/\s+/g, ' ')
    .replaceAll('…', ELLIPSIS)
    // Control and format characters, halves of pairs: nothing that a log or a terminal would act on.
    .replace(/\p{C}/gu, '?')
    .trim();
  const bytes = Buffer.from(line);
  if (bytes.length <= LONGEST_HEADER_BYTES) return bytes.toString('latin1');
  return (
    bytes.subarray(0, startOfCharacter(bytes, LONGEST_HEADER_BYTES - ELLIPSIS.length)).toString('latin1') +
    ELLIPSIS
  );
}

/** The start of the character that the byte at a position belongs to. */
function startOfCharacter(bytes: Uint8Array, position: number): number {
  let start = position;
  while (((bytes[start] ?? 0) & 0xc0) === 0x80) start -= 1;
  return start;
}
