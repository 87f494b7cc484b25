import type { Clock } from '../../platform/clock.js';
import type { AgentSettings } from '../../platform/config/agent.settings.js';
import type { ServiceEntry } from '../../platform/config/services.setting.js';
import { Budget } from '../http/budget.js';
import type { MetricsDriver } from '../metrics-driver.port.js';
import type { MetricsSource, Question, Reading, SourceKind } from '../metrics-source.port.js';
import { tickEndMs } from '../tick.js';
import type { UpstreamTelemetry } from '../upstream-telemetry.js';
import { Breaker } from './breaker.js';
import { SharedReads } from './shared-reads.js';

/** What all sources stand on. */
export interface SourceSurroundings {
  readonly settings: AgentSettings;
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
