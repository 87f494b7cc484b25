import { Injectable } from '@nestjs/common';
import { Counter, Histogram } from 'prom-client';
import { UpstreamError } from '../platform/errors/upstream.error.js';
import { Telemetry } from '../platform/telemetry/telemetry.js';

/** Measures the reads of other services. */
@Injectable()
export class UpstreamTelemetry {
  private readonly duration: Histogram<'upstream'>;
  private readonly errors: Counter<'upstream' | 'kind'>;

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
