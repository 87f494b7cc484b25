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
   * Sends a text. One that fits into a chunk is sent as a whole, with its length.
   *
   * @param pieces - of the text; the next one is computed when the caller has received the ones before
   * @param bufferBytes - the memory that computing them takes
   * @throws TooManyExportsError when the answers in progress take all the memory for them
   */
  async send(reply: FastifyReply, pieces: AsyncIterable<string>, bufferBytes = 0): Promise<void> {
    const leave = this.gate.enter(bufferBytes + BYTES_PER_ANSWER);
    const chunks = chunksOf(pieces);
    try {
      const first = await chunks.next();
      const second = first.done === true ? first : await chunks.next();
      if (second.done === true) {
        leave();
        return void (await reply.send(first.value ?? ''));
      }
      const stream = Readable.from(continued([first.value!, second.value], chunks), { highWaterMark: 2 });
      stream.once('close', leave);
      await reply.send(stream);
    } catch (error) {
      leave();
      throw error;
    }
  }
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
