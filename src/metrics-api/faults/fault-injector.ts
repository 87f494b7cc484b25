import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { METRICS_API_SETTINGS, type MetricsApiSettings } from '../../platform/config/metrics-api.settings.js';
import { sendProblem } from '../../platform/errors/problem.filter.js';
import { noteFault } from '../../platform/logging/access-log.js';
import { corruptBody } from './corrupt-body.js';
import type { Fault } from './fault.js';
import { InjectedFaultError } from './fault.errors.js';
import { FaultStore } from './fault-store.js';
import { fits, targetOf } from './fault-target.js';
import { FaultTelemetry } from './fault-telemetry.js';
import { stay } from './stay.js';

/** Carries faults out on the requests that they hit: latencies first, then one that ends the request. */
@Injectable()
export class FaultInjector {
  private readonly corrupting = new WeakMap<FastifyRequest, readonly Fault[]>();

  constructor(
    private readonly store: FaultStore,
    private readonly telemetry: FaultTelemetry,
    @Inject(METRICS_API_SETTINGS) private readonly settings: MetricsApiSettings,
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
