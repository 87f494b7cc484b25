import { Inject, Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram } from 'prom-client';
import type { Admission } from '../platform/admission.js';
import { UpstreamError } from '../platform/errors.js';
import { currentRequest } from '../platform/http/request-context.js';
import type { Peer } from '../platform/service-calls.js';
import { SETTINGS } from '../platform/settings/read-settings.js';
import { Telemetry, exemplarOf } from '../platform/telemetry.js';
import { readGate } from './read-gate.js';
import type { SourcesSettings } from './sources.settings.js';

const CIRCUIT_STATES = { closed: 0, open: 1, 'half-open': 2 } as const;

const AGENT: Peer = { name: 'k8s-app-monitor-agent', namespace: '' };

export type CircuitState = keyof typeof CIRCUIT_STATES;

/** Metrics of reads from upstream services. */
@Injectable()
export class UpstreamTelemetry {
  private readonly durations: Histogram<'upstream'>;
  private readonly errors: Counter<'upstream' | 'kind'>;
  private readonly retries: Counter<'upstream'>;
  private readonly coalescedReads: Counter<'upstream' | 'with'>;
  private readonly circuits: Gauge<'upstream' | 'service'>;

  constructor(
    private readonly telemetry: Telemetry,
    @Inject(SETTINGS) private readonly settings: Pick<SourcesSettings, 'SERVICES'>,
  ) {
    const registers = [telemetry.registry];
    this.durations = new Histogram({
      name: 'upstream_request_duration_seconds',
      help: 'Duration of reads from an upstream service, including failed reads.',
      labelNames: ['upstream'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5],
      enableExemplars: true,
      registers,
    });
    this.errors = new Counter({
      name: 'upstream_errors_total',
      help: 'Failed reads from an upstream service, by kind.',
      labelNames: ['upstream', 'kind'],
      registers,
    });
    this.retries = new Counter({
      name: 'upstream_retries_total',
      help: 'Retried requests to an upstream service.',
      labelNames: ['upstream'],
      registers,
    });
    this.coalescedReads = new Counter({
      name: 'upstream_coalesced_total',
      help: 'Reads answered by an equal read: one in flight (under_way) or one of the same tick (same_tick).',
      labelNames: ['upstream', 'with'],
      registers,
    });
    this.circuits = new Gauge({
      name: 'upstream_circuit_state',
      help: 'Circuit breaker state of an upstream service: 0 closed, 1 open, 2 half-open (one trial read).',
      labelNames: ['upstream', 'service'],
      registers,
    });
  }

  /**
   * Records an attempt to reach a host.
   *
   * @param status - of the answer; undefined without one
   */
  called(host: string, durationMs: number, status: number | undefined): void {
    this.telemetry.calls.record({
      client: AGENT,
      server: this.peerAt(host),
      side: 'client',
      durationMs,
      isFailure: status === undefined || status >= 500,
    });
  }

  /** A service in Kubernetes by its name and namespace, such as `name.namespace.svc.cluster.local`. */
  private peerAt(host: string): Peer {
    const [name = host, namespace = '', svc] = host.split('.');
    if (svc === 'svc') return { name, namespace };
    const hasNoName = host === 'localhost' || host.startsWith('[') || /^[\d.]+$/.test(host);
    // Without SERVICES, the agent reads nothing but the metrics API.
    if (hasNoName && this.settings.SERVICES.length === 0)
      return { name: 'k8s-app-monitor-test', namespace: '' };
    return { name: host, namespace: '' };
  }

  /** A gate for the reads of a service, which the metrics show. */
  readGate(upstream: string, waitMs: number): Admission {
    return readGate(upstream, waitMs, this.telemetry.registry);
  }

  retried(upstream: string): void {
    this.retries.inc({ upstream });
  }

  coalesced(upstream: string, read: 'under_way' | 'same_tick'): void {
    this.coalescedReads.inc({ upstream, with: read });
  }

  circuit(upstream: string, service: string, state: CircuitState): void {
    this.circuits.set({ upstream, service }, CIRCUIT_STATES[state]);
  }

  /** Runs a read, and records its duration and its failure. */
  async observe<T>(upstream: string, read: () => Promise<T>): Promise<T> {
    const end = this.durations.startTimer({ upstream }, exemplarOf(currentRequest()?.span));
    try {
      return await read();
    } catch (error) {
      this.errors.inc({ upstream, kind: error instanceof UpstreamError ? error.failure : 'internal' });
      throw error;
    } finally {
      end();
    }
  }
}
