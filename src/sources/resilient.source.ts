import {
  BrokenCircuitError,
  type CircuitBreakerPolicy,
  circuitBreaker,
  CircuitState as State,
  ConsecutiveBreaker,
  handleAll,
} from 'cockatiel';
import { LRUCache } from 'lru-cache';
import type { Admission } from '../platform/admission.js';
import { type Clock, steadyTimeMs } from '../platform/clock.js';
import { UpstreamError, type UpstreamFailure } from '../platform/errors.js';
import { currentRequest, inSpan, runShared } from '../platform/http/request-context.js';
import type { Span } from '../platform/tracing/tracing.port.js';
import {
  type MetricsDriver,
  type MetricsSource,
  type Question,
  type Reading,
  type SourceKind,
  tickEndMs,
} from './metrics-source.port.js';
import type { ServiceEntry, SourcesSettings } from './sources.settings.js';
import { Budget } from './upstream-client.js';
import type { CircuitState, UpstreamTelemetry } from './upstream-telemetry.js';

const MAX_CACHED_READINGS = 100;

// Such reads are not shared, so that many callers with baggage would make as many reads.
const MAX_READS_WITH_BAGGAGE = 4;

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
  private readonly gate: Admission;
  private readonly readings: LRUCache<string, Reading, Question>;
  /** The spans of reads in flight, by key. */
  private readonly reading = new Map<string, Span>();
  private readsWithBaggage = 0;

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
      onState: (state) => telemetry.circuit(this.address, this.name, state),
    });
    this.gate = telemetry.readGate(this.address, settings.UPSTREAM_TIMEOUT_MS);
    this.readings = new LRUCache({
      max: MAX_CACHED_READINGS,
      perf: { now: () => clock.nowMs() },
      // A question names its tick, so no stale answer can be served; expired readings are removed to free memory.
      ttlAutopurge: true,
      // A read that is evicted while in flight still answers the callers that wait for it.
      ignoreFetchAbort: true,
      fetchMethod: async (key, _stale, { context: question, options }) => {
        const reading = await this.gate.run(() => runShared(() => this.readTraced(key, question)));
        options.ttl = Math.max(1, tickEndMs(question) - clock.nowMs());
        return reading;
      },
    });
  }

  /**
   * Concurrent equal questions share one read and its failure. Failures are not cached. A caller whose baggage goes to
   * the service has a separate read, because the answer can depend on it; while there are too many of these, or the
   * service fails, callers share a read, which has no baggage.
   */
  async read(question: Question): Promise<Reading> {
    const caller = currentRequest();
    if (caller?.carriesBaggage === true && this.mayReadWithBaggage) return this.readWithBaggage(question);
    const key = JSON.stringify(question);
    const status: LRUCache.Status<string, Reading, Question> = {};
    const reading = this.readings.forceFetch(key, { context: question, status });
    const { telemetry } = this.context;
    if (status.fetch === 'inflight') {
      telemetry.coalesced(this.address, 'under_way');
      linkBothWays(caller?.span, this.reading.get(key));
    }
    if (status.fetch === 'hit') telemetry.coalesced(this.address, 'same_tick');
    return reading;
  }

  // Probes have a shorter timeout than reads and run even when there are no readers, so their results must neither
  // open nor close the circuit.
  async check(atMostMs: number): Promise<void> {
    const { settings, telemetry } = this.context;
    const budget = new Budget(Math.min(atMostMs, settings.UPSTREAM_TIMEOUT_MS), true);
    await telemetry.observe(this.address, () => this.driver.check(budget));
  }

  /** The read belongs to the trace of its first caller. */
  private readTraced(key: string, question: Question): Promise<Reading> {
    const attributes = { 'k8s_app_monitor.service': this.name, 'k8s_app_monitor.application': question.app };
    return inSpan('read metrics', { attributes }, async (span) => {
      if (span !== undefined) this.reading.set(key, span);
      try {
        return await this.readUncached(question);
      } finally {
        this.reading.delete(key);
      }
    });
  }

  private readUncached(question: Question): Promise<Reading> {
    return this.context.telemetry.observe(this.address, () => this.breaker.run(() => this.ask(question)));
  }

  private get mayReadWithBaggage(): boolean {
    return this.breaker.isClosed && this.readsWithBaggage < MAX_READS_WITH_BAGGAGE;
  }

  /** A failure can be due to the baggage of this caller alone, so that it must not open the circuit for others. */
  private async readWithBaggage(question: Question): Promise<Reading> {
    this.readsWithBaggage += 1;
    try {
      return await this.context.telemetry.observe(this.address, () => this.ask(question));
    } finally {
      this.readsWithBaggage -= 1;
    }
  }

  private ask(question: Question): Promise<Reading> {
    return this.driver.read(question, new Budget(this.context.settings.UPSTREAM_TIMEOUT_MS));
  }
}

function linkBothWays(one: Span | undefined, other: Span | undefined): void {
  if (one === undefined || other === undefined) return;
  one.link(other);
  other.link(one);
}

const HOP_FAILURES: ReadonlySet<UpstreamFailure> = new Set([
  'refused',
  'name_not_found',
  'unreachable',
  'reset',
  'protocol',
  'timeout',
]);

const STATES: Readonly<Record<State, CircuitState>> = {
  [State.Closed]: 'closed',
  [State.Open]: 'open',
  [State.HalfOpen]: 'half-open',
  [State.Isolated]: 'open',
};

interface CircuitBreakerOptions {
  readonly address: string;
  /** Consecutive failures that open the circuit. */
  readonly failures: number;
  readonly openMs: number;
  readonly onState: (state: CircuitState) => void;
}

// The policy counts whole milliseconds.
const CLOCK_MARGIN_MS = 100;

/** Stops reading a service after consecutive failures; when the circuit has been open for a while, one read tries again. */
export class CircuitBreaker {
  private policy: CircuitBreakerPolicy;
  /** In steady time: the system's clock can be set back. */
  private openUntilMs = 0;

  constructor(private readonly options: CircuitBreakerOptions) {
    this.policy = this.createPolicy();
    options.onState('closed');
  }

  /** @throws UpstreamError immediately while the circuit is open */
  async run<T>(read: () => Promise<T>): Promise<T> {
    try {
      const outcome = await this.policy.execute(async () => {
        try {
          return { value: await read() };
        } catch (error) {
          if (isHopFailure(error)) throw error;
          // The service did answer, if unexpectedly: for the breaker that is a success.
          return { error };
        }
      });
      if ('error' in outcome) throw outcome.error;
      return outcome.value;
    } catch (error) {
      if (!(error instanceof BrokenCircuitError)) throw error;
      if (steadyTimeMs() < this.openUntilMs + CLOCK_MARGIN_MS) throw this.circuitOpenError();
      // The policy goes by the system's clock, which was set back: it would stay open for as long as that.
      this.policy = this.createPolicy();
      this.options.onState('closed');
      return this.run(read);
    }
  }

  private createPolicy(): CircuitBreakerPolicy {
    const { failures, openMs, onState } = this.options;
    const policy = circuitBreaker(handleAll, {
      breaker: new ConsecutiveBreaker(failures),
      halfOpenAfter: openMs,
    });
    policy.onBreak(() => (this.openUntilMs = steadyTimeMs() + openMs));
    policy.onStateChange((state) => onState(STATES[state]));
    return policy;
  }

  get isClosed(): boolean {
    return this.policy.state === State.Closed;
  }

  private circuitOpenError(): UpstreamError {
    const { address, failures } = this.options;
    const last = this.policy.lastFailure;
    const cause = last !== undefined && 'error' in last ? last.error : undefined;
    const seconds = Math.max(1, Math.ceil((this.openUntilMs - steadyTimeMs()) / 1000));
    const sentence = `The circuit to ${address} is open after ${failures} consecutive failures; last failure: ${cause?.message ?? 'unknown'}`;
    const headers = { 'retry-after': String(seconds) };
    return new UpstreamError('circuit_open', address, sentence, cause, { headers });
  }
}

/** Whether the service did not answer, or with a 5xx. A 4xx or an unexpected body is not a failed hop. */
function isHopFailure(error: unknown): boolean {
  if (!(error instanceof UpstreamError)) return false;
  return HOP_FAILURES.has(error.failure) || Number(error.details['upstreamStatus']) >= 500;
}
