import { Inject, Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';
import { CLOCK, type Clock } from '../platform/clock.js';
import { Telemetry } from '../platform/telemetry.js';
import { Fault } from './fault.js';
import type { FaultDefinition, FaultKind } from './fault.schema.js';
import { TooManyFaultsError, UnknownFaultError } from './faults.errors.js';

const KINDS: readonly FaultKind[] = ['latency', 'status', 'reset', 'corrupt'];

/** Counts applied faults. */
@Injectable()
export class FaultTelemetry {
  private readonly injected: Counter<'kind'>;

  constructor(telemetry: Telemetry) {
    this.injected = new Counter({
      name: 'faults_injected_total',
      help: 'Requests to which an injected fault was applied, by kind.',
      labelNames: ['kind'],
      registers: [telemetry.registry],
    });
    // Starts at zero, so that the first fault shows as an increase.
    for (const kind of KINDS) this.injected.inc({ kind }, 0);
  }

  count(kind: FaultKind): void {
    this.injected.inc({ kind });
  }
}

const MAX_FAULTS = 100;

/** The faults of this process that have not expired. */
@Injectable()
export class FaultStore {
  private readonly faults = new Map<string, Fault>();

  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  /**
   * Sets a fault. It replaces one with the same id, including its counts.
   *
   * @throws TooManyFaultsError
   */
  put(id: string, definition: FaultDefinition): { fault: Fault; isNew: boolean } {
    this.dropExpired();
    const isNew = !this.faults.has(id);
    if (isNew && this.faults.size >= MAX_FAULTS) throw new TooManyFaultsError(MAX_FAULTS);
    const fault = new Fault(id, definition, this.clock.nowMs());
    this.faults.set(id, fault);
    return { fault, isNew };
  }

  /** @throws UnknownFaultError */
  get(id: string): Fault {
    this.dropExpired();
    const fault = this.faults.get(id);
    if (fault === undefined) throw new UnknownFaultError(id);
    return fault;
  }

  /** @throws UnknownFaultError */
  remove(id: string): void {
    this.faults.delete(this.get(id).id);
  }

  /** Sorted by id, so that the order in which they were set has no effect. */
  list(): Fault[] {
    this.dropExpired();
    return [...this.faults.values()].sort((one, other) => (one.id < other.id ? -1 : 1));
  }

  private dropExpired(): void {
    const nowMs = this.clock.nowMs();
    for (const [id, { expiresAtMs }] of this.faults) if (expiresAtMs <= nowMs) this.faults.delete(id);
  }
}
