import { Readable } from 'node:stream';
import { type BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';
import { TICK_MS, lastCompleteTick } from '../../contract/tick.js';
import { Admission, observeAdmission } from '../../platform/admission.js';
import { CLOCK, type Clock } from '../../platform/clock.js';
import { SETTINGS } from '../../platform/settings/read-settings.js';
import { Telemetry } from '../../platform/telemetry.js';
import type { MetricsApiSettings } from '../metrics-api.settings.js';
import { TooManyStreamsError } from '../metrics-api.errors.js';
import { PointEvents } from './point-events.js';

// Timers can fire a little early; without a margin a stream would wait for a tick that is already complete.
const TIMER_MARGIN_MS = 2;

/** Wakes all streams at the end of a tick with one timer, and at shutdown. */
@Injectable()
export class Ticker implements BeforeApplicationShutdown {
  private waiting: (() => void)[] = [];
  private timer: NodeJS.Timeout | undefined;
  private ended = false;

  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  /** Whether the process is shutting down. */
  get hasEnded(): boolean {
    return this.ended;
  }

  get lastTick(): number {
    return lastCompleteTick(this.clock.nowMs());
  }

  /** Resolves when the next tick is complete or the process shuts down. */
  async nextTick(): Promise<void> {
    if (this.ended) return;
    this.timer ??= setTimeout(() => this.wake(), this.untilNextTickMs()).unref();
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  beforeApplicationShutdown(): void {
    this.ended = true;
    clearTimeout(this.timer);
    this.wake();
  }

  private wake(): void {
    const { waiting } = this;
    this.timer = undefined;
    this.waiting = [];
    for (const resolve of waiting) resolve();
  }

  private untilNextTickMs(): number {
    return TICK_MS - (this.clock.nowMs() % TICK_MS) + TIMER_MARGIN_MS;
  }
}

const HEARTBEAT = ': heartbeat\n\n';

/** The requested events. */
interface StreamRequest {
  readonly app: string | undefined;
  readonly firstTick: number;
  readonly stepTicks: number;
}

/**
 * Opens event streams and counts them. A stream stores nothing but its next tick: history is a function of time, so
 * a slow reader gets the same events later, and no events are buffered for it.
 */
@Injectable()
export class OpenStreams {
  private readonly gate: Admission;

  constructor(
    private readonly events: PointEvents,
    private readonly ticker: Ticker,
    @Inject(SETTINGS) private readonly settings: MetricsApiSettings,
    telemetry: Telemetry,
  ) {
    const count = settings.STREAM_LIMIT;
    this.gate = new Admission('streams', { count }, () => new TooManyStreamsError(count));
    observeAdmission(telemetry.registry, this.gate);
  }

  /** @throws TooManyStreamsError at the limit */
  start(request: StreamRequest): Readable {
    const leave = this.gate.enter();
    const stream = Readable.from(this.eventsOf(request), { highWaterMark: 1 });
    stream.once('close', leave);
    return stream;
  }

  private async *eventsOf({ app, firstTick, stepTicks }: StreamRequest): AsyncGenerator<string> {
    const quietTicks = (this.settings.STREAM_HEARTBEAT_SECONDS * 1000) / TICK_MS;
    let next = Math.ceil(firstTick / stepTicks) * stepTicks;
    let lastSentTick = this.ticker.lastTick;
    // Headers are sent with the first bytes: the heartbeat lets the caller know that it is connected.
    if (next > lastSentTick) yield HEARTBEAT;
    while (!this.ticker.hasEnded) {
      const { lastTick } = this.ticker;
      // The clock was set back: continue with the present, not when it has caught up.
      if (lastTick < lastSentTick) {
        lastSentTick = lastTick;
        next = Math.min(next, Math.ceil((lastTick + 1) / stepTicks) * stepTicks);
      }
      if (next <= lastTick) {
        yield this.events.text(next, app);
        next += stepTicks;
        lastSentTick = lastTick;
      } else if (lastTick - lastSentTick >= quietTicks) {
        yield HEARTBEAT;
        lastSentTick = lastTick;
      } else {
        await this.ticker.nextTick();
      }
    }
  }
}
