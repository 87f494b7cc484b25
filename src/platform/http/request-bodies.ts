import type { IncomingMessage } from 'node:http';
import { Transform, type TransformCallback } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { Admission, Place } from '../admission.js';
import type { AppError } from '../errors.js';
import { BodyTooSlowError } from './http.errors.js';

interface BodyLimits {
  /** Maximum size of one body. */
  readonly maxBytes: number;
  /** Limits the bytes of all bodies that were received and are still needed. */
  readonly gate: Admission;
  /** The error for a body that is longer than `maxBytes`. */
  readonly tooLong: () => AppError;
}

const IDLE_MS = 5000;

/**
 * Limits request bodies: their size, the bytes of all of them together, and how long a caller may pause.
 *
 * Bytes are counted as they arrive: a caller that announces a body and sends nothing takes nothing from others. A body
 * that is longer than the limit is refused by its header, before any of it is read.
 */
export function limitBodies(server: FastifyInstance, { maxBytes, gate, tooLong }: BodyLimits): void {
  server.addHook('preParsing', (request, reply, payload, done) => {
    const { headers } = request;
    const length = Number(headers['content-length'] ?? 0);
    if (length > maxBytes) return done(tooLong());
    // Probes and pictures by address have no body, so they are admitted regardless of the byte budget.
    if (length === 0 && headers['transfer-encoding'] === undefined) return done(null, payload);
    const place = enterFor(length, gate);
    if (place instanceof Error) return done(place);
    const body = new LimitedBody(request.raw, place, maxBytes, tooLong);
    reply.raw.once('close', () => {
      place.leave();
      body.destroy();
    });
    done(null, body);
  });
}

/** Refuses at once what could not be taken completely. */
function enterFor(announcedBytes: number, gate: Admission): Place | Error {
  try {
    gate.refuseWhenFull(announcedBytes);
    return gate.enterGrowing();
  } catch (error) {
    return error as Error;
  }
}

// Chunks of a few bytes each would take a hundred times their size as objects.
const PIECE_BYTES = 16 * 1024;

/** A request body as it arrives, in pieces of a useful size. */
class LimitedBody extends Transform {
  /** Fastify compares it with the header. */
  receivedEncodedLength = 0;
  private piece = Buffer.alloc(0);
  private pieceUsed = 0;
  private readonly idle: NodeJS.Timeout;

  constructor(
    request: IncomingMessage,
    private readonly place: Place,
    private readonly maxBytes: number,
    private readonly tooLong: () => AppError,
  ) {
    super();
    this.idle = setTimeout(() => this.destroy(new BodyTooSlowError(IDLE_MS)), IDLE_MS);
    // Without `pipeline`, which would close the connection before the refusal is sent.
    request.once('error', (error) => this.destroy(error));
    request.pipe(this);
    this.once('error', () => request.resume());
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.idle.refresh();
    this.receivedEncodedLength += chunk.length;
    if (this.receivedEncodedLength > this.maxBytes) return done(this.tooLong());
    try {
      this.place.add(chunk.length);
    } catch (error) {
      return done(error as Error);
    }
    this.collect(chunk);
    done();
  }

  override _flush(done: TransformCallback): void {
    this.pushPiece();
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    clearTimeout(this.idle);
    done(error);
  }

  private collect(chunk: Buffer): void {
    if (this.pieceUsed + chunk.length > this.piece.length) this.pushPiece();
    if (chunk.length >= PIECE_BYTES) return void this.push(chunk);
    if (this.piece.length === 0) this.piece = Buffer.allocUnsafeSlow(PIECE_BYTES);
    this.pieceUsed += chunk.copy(this.piece, this.pieceUsed);
  }

  private pushPiece(): void {
    if (this.pieceUsed > 0) this.push(this.piece.subarray(0, this.pieceUsed));
    this.piece = Buffer.alloc(0);
    this.pieceUsed = 0;
  }
}
