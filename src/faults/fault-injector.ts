import type { ServerResponse } from 'node:http';
import { Readable, Transform, pipeline } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sendProblem } from '../platform/problem.filter.js';
import { noteFault } from '../platform/logging.js';
import { SETTINGS } from '../platform/settings/read-settings.js';
import type { FaultsSettings } from './faults.settings.js';
import { FaultStore, FaultTelemetry } from './fault-store.js';
import { type Fault, fits, targetOf } from './fault.js';
import { InjectedFaultError } from './faults.errors.js';

/**
 * Inverts every bit of the second half.
 *
 * The length stays, so that a caller gets a whole answer. What ends JSON and OpenMetrics is ASCII, and inverted
 * it is not: neither can be read any more, wherever the middle falls.
 */
function corruptBytes(bytes: Buffer): Buffer {
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

/**
 * Waits, but no longer than the connection lasts: until the caller leaves, or the shutdown's time-out closes it.
 *
 * @returns whether there is still somebody to answer
 */
export function stay(latencyMs: number, response: ServerResponse): Promise<boolean> {
  return new Promise((resolve) => {
    const leave = () => {
      clearTimeout(timer);
      resolve(false);
    };
    const timer = setTimeout(() => {
      response.off('close', leave);
      resolve(true);
    }, latencyMs);
    response.once('close', leave);
  });
}

/** Carries faults out on the requests that they hit: latencies first, then one that ends the request. */
@Injectable()
export class FaultInjector {
  private readonly corrupting = new WeakMap<FastifyRequest, readonly Fault[]>();

  constructor(
    private readonly store: FaultStore,
    private readonly telemetry: FaultTelemetry,
    @Inject(SETTINGS) private readonly settings: FaultsSettings,
  ) {}

  /** To be run before the route's handler; the reply is sent, or taken from Fastify, where a fault ends it. */
  async beforeHandler(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
    const hits = this.hitsOn(request);
    this.corrupting.set(
      request,
      hits.filter(({ definition }) => definition.kind === 'corrupt'),
    );
    for (const fault of hits) {
      if (fault.definition.kind !== 'latency') continue;
      this.note(request, fault);
      if (await stay(fault.definition.latencyMs, reply.raw)) continue;
      reply.hijack();
      return undefined;
    }
    return this.end(request, reply, hits);
  }

  /** Gives the body that is really sent. */
  beforeSend(request: FastifyRequest, body: unknown): unknown {
    // The length of an answer to HEAD stays, and there is nothing else of it that could break.
    const [fault] = request.method === 'HEAD' ? [] : (this.corrupting.get(request) ?? []);
    const corrupted = fault === undefined ? undefined : corruptBody(body);
    if (fault === undefined || corrupted === undefined) return body;
    this.note(request, fault);
    return corrupted;
  }

  private hitsOn(request: FastifyRequest): Fault[] {
    const target = targetOf(request, this.settings.HOSTNAME);
    if (target === undefined) return [];
    return this.store
      .list()
      .filter((fault) => fits(target, fault.definition.scope))
      .filter((fault) => fault.draw());
  }

  private end(
    request: FastifyRequest,
    reply: FastifyReply,
    hits: readonly Fault[],
  ): FastifyReply | undefined {
    for (const fault of hits) {
      const { definition, id } = fault;
      if (definition.kind !== 'status' && definition.kind !== 'reset') continue;
      this.note(request, fault);
      if (definition.kind === 'reset') {
        reply.hijack();
        request.raw.socket.resetAndDestroy();
        return undefined;
      }
      sendProblem(
        request,
        reply,
        new InjectedFaultError(id, definition.status, definition.retryAfterSeconds),
      );
      return reply;
    }
    return undefined;
  }

  private note(request: FastifyRequest, fault: Fault): void {
    fault.noteApplied();
    this.telemetry.count(fault.definition.kind);
    noteFault(request, `${fault.id} (${fault.definition.kind})`);
  }
}
