import { pipeline, Readable, Transform } from 'node:stream';

/**
 * Inverts every bit of the second half.
 *
 * The length stays, so that a caller gets a whole answer. What ends JSON and OpenMetrics is ASCII, and inverted
 * it is not: neither can be read any more, wherever the middle falls.
 */
export function corruptBytes(bytes: Buffer): Buffer {
  const middle = Math.floor(bytes.length / 2);
  return Buffer.from(bytes.map((byte, index) => (index < middle ? byte : byte ^ 0xff)));
}

/**
 * Corrupts a body as Fastify's `onSend` gives it; a stream chunk by chunk, since its middle is not known.
 *
 * @returns undefined where there is nothing to corrupt
 */
export function corruptBody(body: unknown): Buffer | Readable | undefined {
  if (body instanceof Readable) return corruptStream(body);
  if (typeof body !== 'string' && !Buffer.isBuffer(body)) return undefined;
  return body.length === 0 ? undefined : corruptBytes(Buffer.from(body));
}

function corruptStream(source: Readable): Readable {
  const corrupting = new Transform({
    transform: (chunk: Buffer, _encoding, done) => done(null, corruptBytes(chunk)),
  });
  // Either end that fails takes the other with it; Fastify sees the failure on the one that it is given.
  pipeline(source, corrupting, () => {});
  return corrupting;
}
