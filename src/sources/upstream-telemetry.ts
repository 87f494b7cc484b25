import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram } from 'prom-client';
import { UpstreamError } from '../platform/errors.js';
import { Telemetry } from '../platform/telemetry.js';

const CIRCUIT_STATES = { closed: 0, open: 1, 'half-open': 2 } as const;

export type CircuitState = keyof typeof CIRCUIT_STATES;

/** Measures the reads of other services. */
@Injectable()
export class UpstreamTelemetry {
  private readonly duration: Histogram<'upstream'>;
  private readonly errors: Counter<'upstream' | 'kind'>;

  private readonly retries: Counter<'upstream'>;
  private readonly coalesced: Counter<'upstream' | 'with'>;
  private readonly circuits: Gauge<'upstream' | 'service'>;

  constructor(telemetry: Telemetry) {
    const registers = [telemetry.registry];
    this.duration = new Histogram({
      name: 'upstream_request_duration_seconds',
      help: 'Time of one read of another service, failed ones included.',
      labelNames: ['upstream'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 5],
      registers,
    });
    this.errors = new Counter({
      name: 'upstream_errors_total',
      help: 'Reads of another service that failed, by kind.',
      labelNames: ['upstream', 'kind'],
      registers,
    });
    this.retries = new Counter({
      name: 'upstream_retries_total',
      help: 'Requests to another service that were sent again.',
      labelNames: ['upstream'],
      registers,
    });
    this.coalesced = new Counter({
      name: 'upstream_coalesced_total',
      help: 'Questions answered with the read of an equal one: one under way, or one of the same tick.',
      labelNames: ['upstream', 'with'],
      registers,
    });
    this.circuits = new Gauge({
      name: 'upstream_circuit_state',
      help: 'Whether another service is asked: 0 closed (it is), 1 open (not for a moment), 2 half-open (by one read).',
      labelNames: ['upstream', 'service'],
      registers,
    });
  }

  retried(upstream: string): void {
    this.retries.inc({ upstream });
  }

  shared(upstream: string, read: 'under_way' | 'same_tick'): void {
    this.coalesced.inc({ upstream, with: read });
  }

  circuit(upstream: string, service: string, state: CircuitState): void {
    this.circuits.set({ upstream, service }, CIRCUIT_STATES[state]);
  }

  /** Runs one read and measures it. */
  async observe<T>(upstream: string, read: () => Promise<T>): Promise<T> {
    const end = this.duration.startTimer({ upstream });
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
