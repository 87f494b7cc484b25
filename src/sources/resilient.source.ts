import type { Clock } from '../platform/clock.js';
import type { ServiceEntry, SourcesSettings } from './sources.settings.js';
import { Breaker } from './breaker.js';
import type { MetricsDriver } from './metrics-driver.port.js';
import {
  type MetricsSource,
  type Question,
  type Reading,
  type SourceKind,
  tickEndMs,
} from './metrics-source.port.js';
import { Budget } from './upstream-client.js';
import type { UpstreamTelemetry } from './upstream-telemetry.js';

/** How a question was answered without a read of its own. */
export type Sharing = 'under_way' | 'same_tick';

interface Kept<T> {
  readonly value: T;
  readonly untilMs: number;
}

const MOST_KEPT = 100;

/** Answers equal questions with one read: those that come while it is under way, and those until its tick ends. */
export class SharedReads<T> {
  private readonly underWay = new Map<string, Promise<T>>();
  private readonly kept = new Map<string, Kept<T>>();

  constructor(private readonly onShared: (sharing: Sharing) => void) {}

  /**
   * @param key - equal for equal questions
   * @param untilMs - when the answer grows old
   */
  async get(key: string, nowMs: number, untilMs: number, read: () => Promise<T>): Promise<T> {
    const known = this.kept.get(key);
    if (known !== undefined && known.untilMs > nowMs) {
      this.onShared('same_tick');
      return known.value;
    }
    const running = this.underWay.get(key);
    if (running !== undefined) {
      this.onShared('under_way');
      return running;
    }
    const own = read();
    this.underWay.set(key, own);
    try {
      const value = await own;
      this.keep(key, { value, untilMs }, nowMs);
      return value;
    } finally {
      this.underWay.delete(key);
    }
  }

  private keep(key: string, entry: Kept<T>, nowMs: number): void {
    for (const [other, { untilMs }] of this.kept) if (untilMs <= nowMs) this.kept.delete(other);
    const [oldest] = this.kept.keys();
    if (oldest !== undefined && this.kept.size >= MOST_KEPT) this.kept.delete(oldest);
    this.kept.set(key, entry);
  }
}

/** What all sources stand on. */
export interface SourceSurroundings {
  readonly settings: SourcesSettings;
  readonly telemetry: UpstreamTelemetry;
  readonly clock: Clock;
}

/** A service read with care: once for equal questions, within a budget, and not at all while it is down. */
export class ResilientSource implements MetricsSource {
  readonly name: string;
  readonly kind: SourceKind;
  readonly address: string;
  private readonly breaker: Breaker;
  private readonly reads: SharedReads<Reading>;

  constructor(
    service: ServiceEntry,
    private readonly driver: MetricsDriver,
    private readonly around: SourceSurroundings,
  ) {
    const { settings, telemetry, clock } = around;
    this.name = service.name;
    this.kind = service.kind;
    this.address = new URL(service.url).host;
    this.reads = new SharedReads((sharing) => telemetry.shared(this.address, sharing));
    this.breaker = new Breaker({
      address: this.address,
      failures: settings.UPSTREAM_BREAKER_FAILURES,
      openMs: settings.UPSTREAM_BREAKER_OPEN_MS,
      clock,
      onState: (state) => telemetry.circuit(this.address, this.name, state),
    });
  }

  async read(question: Question): Promise<Reading> {
    const { clock, settings } = this.around;
    return this.reads.get(JSON.stringify(question), clock.nowMs(), tickEndMs(question), () =>
      this.observed(() =>
        this.breaker.run(() => this.driver.read(question, new Budget(settings.UPSTREAM_TIMEOUT_MS))),
      ),
    );
  }

  // A probe's time-out is shorter than a reader's, and probes come also when nobody reads: what they find must
  // neither open the circuit nor close it.
  async check(atMostMs: number): Promise<void> {
    const timeoutMs = Math.min(atMostMs, this.around.settings.UPSTREAM_TIMEOUT_MS);
    await this.observed(() => this.driver.check(new Budget(timeoutMs)));
  }

  private observed<T>(read: () => Promise<T>): Promise<T> {
    return this.around.telemetry.observe(this.address, read);
  }
}
