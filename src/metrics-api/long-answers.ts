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
/** What an answer with tables always has for them. */
const LEAST_TABLE_BYTES = 262_144;
// The next answers get a share, too, however slowly the callers of the ones before receive theirs.
const SHARE_OF_FREE_BYTES = 1 / 3;

/** Memory for the tables that an answer is computed from. */
export interface TableMemory {
  /**
   * Takes memory for one table.
   *
   * @param wanted - bytes of the largest table that is of use
   * @returns the size that the table may have, which can be smaller
   */
  take(wanted: number): { readonly bytes: number; readonly giveBack: () => void };
}

/** Sends answers that are computed while they are read, and limits the memory of all of them. */
@Injectable()
export class LongAnswers {
  /** Gives each table a share of what is free, so that slow callers leave memory for others. */
  readonly tables: TableMemory = {
    take: (wanted) => {
      const free = this.maxBytes - this.gate.bytes;
      const bytes = Math.max(LEAST_TABLE_BYTES, Math.floor(Math.min(wanted, free * SHARE_OF_FREE_BYTES)));
      const further = bytes - LEAST_TABLE_BYTES;
      // A share of what is free is never refused.
      return { bytes, giveBack: further > 0 ? this.gate.enter(further) : () => undefined };
    },
  };
  private readonly gate: Admission;
  private readonly maxBytes: number;

  constructor(@Inject(SETTINGS) settings: MetricsApiSettings, telemetry: Telemetry) {
    this.maxBytes = settings.EXPORT_BUFFER_BYTES;
    const limits = { bytes: this.maxBytes };
    this.gate = new Admission('exports', limits, () => new TooManyExportsError(this.gate.bytes));
    observeAdmission(telemetry.registry, this.gate);
  }

  /**
   * Sends a text that is computed while it is read.
   *
   * @param chunks - the next one is computed when the caller has received the ones before; they may use `tables`
   * @throws TooManyExportsError when the answers in progress take all the memory for them
   */
  async stream(reply: FastifyReply, chunks: AsyncIterable<string>): Promise<void> {
    await sendStream(reply, chunks, this.gate.enter(BYTES_PER_ANSWER + LEAST_TABLE_BYTES));
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
