import { Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';
import { Telemetry } from '../../platform/telemetry/telemetry.js';
import type { FaultKind } from './fault.schema.js';

const KINDS: readonly FaultKind[] = ['latency', 'status', 'reset', 'corrupt'];

/** Counts the faults that really hit a request. */
@Injectable()
export class FaultTelemetry {
  private readonly injected: Counter<'kind'>;

  constructor(telemetry: Telemetry) {
    this.injected = new Counter({
      name: 'faults_injected_total',
      help: 'Requests that a fault on demand hit, by kind.',
      labelNames: ['kind'],
      registers: [telemetry.registry],
    });
    // From zero on, so that the first hit shows as an increase.
    for (const kind of KINDS) this.injected.inc({ kind }, 0);
  }

  count(kind: FaultKind): void {
    this.injected.inc({ kind });
  }
}
