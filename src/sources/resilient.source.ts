import { LRUCache } from 'lru-cache';
import type { Clock } from '../platform/clock.js';
import { CircuitBreaker } from './circuit-breaker.js';
import type { MetricsDriver } from './metrics-driver.port.js';
import {
  type MetricsSource,
  type Question,
  type Reading,
  type SourceKind,
  tickEndMs,
} from './metrics-source.port.js';
import type { ServiceEntry, SourcesSettings } from './sources.settings.js';
import { Budget } from './upstream-client.js';
import type { UpstreamTelemetry } from './upstream-telemetry.js';

const MAX_CACHED_READINGS = 100;

/** What all sources share. */
export interface SourceContext {
  readonly settings: SourcesSettings;
  readonly telemetry: UpstreamTelemetry;
  readonly clock: Clock;
}

/** Reads a service through its driver: once per tick for equal questions, within a time budget, behind a circuit breaker. */
export class ResilientSource implements MetricsSource {
  readonly name: string;
  readonly kind: SourceKind;
  readonly address: string;
  private readonly breaker: CircuitBreaker;
  private readonly readings: LRUCache<string, Reading, Question>;

  constructor(
    service: ServiceEntry,
    private readonly driver: MetricsDriver,
    private readonly context: SourceContext,
  ) {
    const { settings, telemetry, clock } = context;
    this.name = service.name;
    this.kind = service.kind;
    this.address = new URL(service.url).host;
    this.breaker = new CircuitBreaker({
      address: this.address,
      failures: settings.UPSTREAM_BREAKER_FAILURES,
      openMs: settings.UPSTREAM_BREAKER_OPEN_MS,
      clock,
      onState: (state) => telemetry.circuit(this.address, this.name, state),
    });
    this.readings = new LRUCache({
      max: MAX_CACHED_READINGS,
      perf: { now: () => clock.nowMs() },
      // A question names its tick, so no stale answer can be served; expired readings are removed to free memory.
      ttlAutopurge: true,
      // A read that is evicted while in flight still answers the callers that wait for it.
      ignoreFetchAbort: true,
      fetchMethod: async (_key, _stale, { context: question, options }) => {
        const reading = await this.readUncached(question);
        options.ttl = Math.max(1, tickEndMs(question) - clock.nowMs());
        return reading;
      },
    });
  }

  /** Concurrent equal questions share one read and its failure. Failures are not cached. */
  async read(question: Question): Promise<Reading> {
    const status: LRUCache.Status<string, Reading, Question> = {};
    const reading = this.readings.forceFetch(JSON.stringify(question), { context: question, status });
    const { telemetry } = this.context;
    if (status.fetch === 'inflight') telemetry.coalesced(this.address, 'under_way');
    if (status.fetch === 'hit') telemetry.coalesced(this.address, 'same_tick');
    return reading;
  }

  // Probes have a shorter timeout than reads and run even when there are no readers, so their results must neither
  // open nor close the circuit.
  async check(atMostMs: number): Promise<void> {
    const { settings, telemetry } = this.context;
    const budget = new Budget(Math.min(atMostMs, settings.UPSTREAM_TIMEOUT_MS));
    await telemetry.observe(this.address, () => this.driver.check(budget));
  }

  private readUncached(question: Question): Promise<Reading> {
    const { settings, telemetry } = this.context;
    return telemetry.observe(this.address, () =>
      this.breaker.run(() => this.driver.read(question, new Budget(settings.UPSTREAM_TIMEOUT_MS))),
    );
  }
}
