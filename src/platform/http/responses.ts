import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Admission } from '../admission.js';
import type { AppError } from '../errors.js';
import { PROBLEM_CONTENT_TYPE, noteFailure, problemOf } from '../problem.filter.js';
import { LEAST_BYTES_PER_SECOND, closeWhenBehind } from './slow-callers.js';

interface ResponseLimits {
  /** Limits the bytes of all bodies that wait for their callers to receive them. */
  readonly gate: Admission;
  /** How long a caller may receive nothing, or be behind the least rate. */
  readonly stalledMs: number;
}

/** Smaller bodies are limited by the number of requests in progress. */
const COUNTED_BYTES = 4096;

type Body = string | Uint8Array;

/**
 * Limits what waits for callers that receive slowly or not at all: the bytes of all bodies together, and the time.
 *
 * Streams of events are exempt from the time limit, since they can be silent; a stream holds little, however slowly it is read.
 */
export function limitResponses(server: FastifyInstance, { gate, stalledMs }: ResponseLimits): void {
  /** How many responses wait for their callers, by body: a cached picture is one body for all of them. */
  const waiting = new Map<object, { responses: number; leave: () => void }>();

  const holdBody = (body: Body): (() => void) => {
    const key = typeof body === 'string' ? {} : body;
    const held = waiting.get(key) ?? { responses: 0, leave: gate.enter(body.length) };
    held.responses += 1;
    waiting.set(key, held);
    return () => {
      held.responses -= 1;
      if (held.responses > 0) return;
      waiting.delete(key);
      held.leave();
    };
  };

  server.addHook('onSend', (request, reply, payload: unknown, done) => {
    if (payload instanceof Readable) {
      // Fastify would read the whole stream to answer a HEAD request, however long it is.
      if (request.method === 'HEAD') return done(null, withoutBody(payload));
      if (!isEventStream(reply)) closeWhenBehind(reply.raw, stalledMs);
      return done(null, payload);
    }
    // Also for a small body, which waits when the caller has not read the answers before it.
    if (!isEventStream(reply)) request.raw.socket.setTimeout(stalledMs);
    if (!isBody(payload) || payload.length < COUNTED_BYTES) return done(null, payload);
    let leave;
    try {
      leave = holdBody(payload);
    } catch (error) {
      noteFailure(request, error);
      return done(null, refusal(reply, error as AppError));
    }
    const deadlineMs = stalledMs + (payload.length / LEAST_BYTES_PER_SECOND) * 1000;
    const timer = setTimeout(() => request.raw.socket.destroy(), deadlineMs).unref();
    reply.raw.once('close', () => {
      clearTimeout(timer);
      leave();
    });
    done(null, payload);
  });
}

function isBody(payload: unknown): payload is Body {
  return typeof payload === 'string' || payload instanceof Uint8Array;
}

function isEventStream(reply: FastifyReply): boolean {
  return String(reply.getHeader('content-type')).startsWith('text/event-stream');
}

function withoutBody(stream: Readable): Readable {
  stream.destroy();
  return Readable.from([]);
}

/** Turns a response into the problem document of an error. */
function refusal(reply: FastifyReply, error: AppError): string {
  const problem = problemOf(error);
  for (const name of ['etag', 'content-length', 'content-disposition']) void reply.removeHeader(name);
  void reply
    .status(problem.status)
    .headers({ ...error.headers, 'content-type': PROBLEM_CONTENT_TYPE, 'cache-control': 'no-store' });
  return JSON.stringify(problem);
}
