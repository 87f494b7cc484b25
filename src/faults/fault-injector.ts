import type { ServerResponse } from 'node:http';
import { Readable, Transform, pipeline } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Admission, observeAdmission } from '../platform/admission.js';
import { sendProblem } from '../platform/problem.filter.js';
import { noteFault } from '../platform/logging.js';
import { SETTINGS } from '../platform/settings/read-settings.js';
import { Telemetry } from '../platform/telemetry.js';
import type { FaultsSettings } from './faults.settings.js';
import { FaultStore, FaultTelemetry } from './fault-store.js';
import { type Fault, matchesScope, targetOf } from './fault.js';
import { InjectedFaultError, TooManyHeldRequestsError } from './faults.errors.js';

/** Applies faults to requests: first all latencies, then at most one status or reset, then corruption of the body. */
@Injectable()
export class FaultInjector {
  private readonly corrupting = new WeakMap<FastifyRequest, readonly Fault[]>();
  /** Requests that are delayed. */
  private readonly gate: Admission;

  constructor(
    private readonly store: FaultStore,
    private readonly telemetry: FaultTelemetry,
    @Inject(SETTINGS) private readonly settings: FaultsSettings,
    { registry }: Telemetry,
  ) {
    const count = settings.FAULTS_HELD_LIMIT;
    this.gate = new Admission('faults', { count }, () => new TooManyHeldRequestsError(count));
    observeAdmission(registry, this.gate);
  }

  /** Runs before the route's handler. A fault that ends the request sends the reply, or takes it over from Fastify. */
  async beforeHandler(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
    const faults = this.faultsOn(request);
    this.corrupting.set(
      request,
      faults.filter(({ definition }) => definition.kind === 'corrupt'),
    );
    try {
      if (!(await this.delay(request, reply, faults))) {
        reply.hijack();
        return undefined;
      }
    } catch (error) {
      if (!(error instanceof TooManyHeldRequestsError)) throw error;
      sendProblem(request, reply, error);
      return reply;
    }
    return this.endRequest(request, reply, faults);
  }

  /** Runs before the body is sent. Returns the body to send instead. */
  beforeSend(request: FastifyRequest, body: unknown): unknown {
    // An answer to HEAD has no body to corrupt.
    const [fault] = request.method === 'HEAD' ? [] : (this.corrupting.get(request) ?? []);
    const corrupted = fault === undefined ? undefined : corruptBody(body);
    if (fault === undefined || corrupted === undefined) return body;
    this.record(request, fault);
    return corrupted;
  }

  private faultsOn(request: FastifyRequest): Fault[] {
    const target = targetOf(request, this.settings.HOSTNAME);
    if (target === undefined) return [];
    return this.store
      .list()
      .filter((fault) => matchesScope(target, fault.definition.scope))
      .filter((fault) => fault.affectsNext());
  }

  /**
   * Waits for all latencies.
   *
   * @returns whether the connection is still open
   * @throws TooManyHeldRequestsError
   */
  private async delay(
    request: FastifyRequest,
    { raw }: FastifyReply,
    faults: readonly Fault[],
  ): Promise<boolean> {
    const latencies = faults.flatMap((fault) =>
      fault.definition.kind === 'latency' ? [{ fault, latencyMs: fault.definition.latencyMs }] : [],
    );
    if (latencies.length === 0) return true;
    const leave = this.gate.enter();
    try {
      for (const { fault, latencyMs } of latencies) {
        this.record(request, fault);
        if (!(await delayWhileOpen(latencyMs, raw))) return false;
      }
      return true;
    } finally {
      leave();
    }
  }

  private endRequest(
    request: FastifyRequest,
    reply: FastifyReply,
    faults: readonly Fault[],
  ): FastifyReply | undefined {
    for (const fault of faults) {
      const { definition, id } = fault;
      if (definition.kind !== 'status' && definition.kind !== 'reset') continue;
      this.record(request, fault);
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

  private record(request: FastifyRequest, fault: Fault): void {
    fault.countApplied();
    this.telemetry.count(fault.definition.kind);
    noteFault(request, `${fault.id} (${fault.definition.kind})`);
  }
}

/**
 * Waits while the connection is open: callers can leave, and a shutdown closes connections after its grace period.
 *
 * @returns whether the connection is still open
 */
export function delayWhileOpen(latencyMs: number, response: ServerResponse): Promise<boolean> {
  return new Promise((resolve) => {
    const onClose = () => {
      clearTimeout(timer);
      resolve(false);
    };
    const timer = setTimeout(() => {
      response.off('close', onClose);
      resolve(true);
    }, latencyMs);
    response.once('close', onClose);
  });
}

/**
 * Corrupts a body from Fastify's `onSend`; a stream chunk by chunk, since its length is not known.
 *
 * @returns undefined when there is nothing to corrupt
 */
export function corruptBody(body: unknown): Buffer | Readable | undefined {
  if (body instanceof Readable) return corruptStream(body);
  if (typeof body !== 'string' && !Buffer.isBuffer(body)) return undefined;
  return body.length === 0 ? undefined : corruptBytes(Buffer.from(body));
}

/**
 * Inverts every bit of the second half.
 *
 * The length stays the same, so callers receive a complete answer. JSON and OpenMetrics end in ASCII characters, and
 * inverted ones are not ASCII: neither can be parsed any more, whatever the length.
 */
function corruptBytes(bytes: Buffer): Buffer {
  const middle = Math.floor(bytes.length / 2);
  return Buffer.from(bytes.map((byte, index) => (index < middle ? byte : byte ^ 0xff)));
}

function corruptStream(source: Readable): Readable {
  const corrupting = new Transform({
    transform: (chunk: Buffer, _encoding, done) => done(null, corruptBytes(chunk)),
  });
  // A failure of either stream destroys both; Fastify sees it on the one that is returned.
  pipeline(source, corrupting, () => {});
  return corrupting;
}
