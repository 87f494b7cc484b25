import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Admission, observeAdmission } from '../platform/admission.js';
import { SETTINGS } from '../platform/settings/read-settings.js';
import { Telemetry } from '../platform/telemetry.js';
import { TooManyExportsError } from './metrics-api.errors.js';
import type { MetricsApiSettings } from './metrics-api.settings.js';

/** Large enough for a write. */
export const CHUNK_LENGTH = 65_536;
// The chunks on their way, as objects and as bytes.
const BYTES_PER_ANSWER = 4 * CHUNK_LENGTH;

/** Sends answers that are computed while they are read, and limits the memory of all of them. */
@Injectable()
export class LongAnswers {
  private readonly gate: Admission;

  constructor(@Inject(SETTINGS) settings: MetricsApiSettings, telemetry: Telemetry) {
    const bytes = settings.EXPORT_BUFFER_BYTES;
    this.gate = new Admission('exports', { bytes }, () => new TooManyExportsError(this.gate.bytes));
    observeAdmission(telemetry.registry, this.gate);
  }

  /**
   * Sends a text that is computed while it is read.
   *
   * @param chunks - the next one is computed when the caller has received the ones before
   * @param bufferBytes - the memory that computing them takes
   * @throws TooManyExportsError when the answers in progress take all the memory for them
   */
  async stream(reply: FastifyReply, chunks: AsyncIterable<string>, bufferBytes = 0): Promise<void> {
    await sendStream(reply, chunks, this.gate.enter(bufferBytes + BYTES_PER_ANSWER));
  }

  /**
   * Sends a text as a whole, with its length, if it fits into a chunk; otherwise as a stream.
   *
   * @throws TooManyExportsError when the answers in progress take all the memory for them
   */
  async send(reply: FastifyReply, pieces: AsyncIterable<string>): Promise<void> {
    // Before anything is computed: many callers at once would each hold the beginning of an answer.
    const leave = this.gate.enter(BYTES_PER_ANSWER);
    try {
      const chunks = chunksOf(pieces);
      const first = await chunks.next();
      const second = first.done === true ? first : await chunks.next();
      if (second.done !== true) {
        return await sendStream(reply, continued([first.value!, second.value], chunks), leave);
      }
      leave();
      await reply.send(first.value ?? '');
    } catch (error) {
      leave();
      throw error;
    }
  }
}

async function sendStream(
  reply: FastifyReply,
  chunks: AsyncIterable<string>,
  leave: () => void,
): Promise<void> {
  const stream = Readable.from(chunks, { highWaterMark: 2 });
  stream.once('close', leave);
  await reply.send(stream);
}

async function* continued(begun: readonly string[], rest: AsyncGenerator<string>): AsyncGenerator<string> {
  yield* begun;
  yield* rest;
}

/** Joins pieces of text into chunks that are large enough for a write. */
async function* chunksOf(pieces: AsyncIterable<string>): AsyncGenerator<string, undefined> {
  let chunk = '';
  for await (const piece of pieces) {
    chunk += piece;
    if (chunk.length < CHUNK_LENGTH) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
  return undefined;
}
