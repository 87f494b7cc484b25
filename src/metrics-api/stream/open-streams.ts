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

// A timer may fire a little before its time, and nobody may wait for a tick that is over already.
const AFTER_THE_TICK_MS = 2;

/** Wakes whoever waits for the end of a tick, all by one timer; at the shutdown it lets all of them go. */
@Injectable()
export class Ticker implements BeforeApplicationShutdown {
  private waiting: (() => void)[] = [];
  private timer: NodeJS.Timeout | undefined;
  private ended = false;

  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  /** Whether the process is about to end. */
  get hasEnded(): boolean {
    return this.ended;
  }

  get lastTick(): number {
    return lastCompleteTick(this.clock.nowMs());
  }

  /** Resolves when another tick is over, or the process is about to end. */
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
    return TICK_MS - (this.clock.nowMs() % TICK_MS) + AFTER_THE_TICK_MS;
  }
}

const HEARTBEAT = ': heartbeat\n\n';

/** Which events a caller wants. */
interface StreamWish {
  readonly app: string | undefined;
  readonly firstTick: number;
  readonly stepTicks: number;
}

/**
 * The streams that are open. A stream remembers nothing but its next tick: history is a function of time, so a
 * caller who reads slowly is sent the same events later, and nothing is kept for him in between.
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
  start(wish: StreamWish): Readable {
    const leave = this.gate.enter();
    const stream = Readable.from(this.eventsOf(wish), { highWaterMark: 1 });
    stream.once('close', leave);
    return stream;
  }

  private async *eventsOf({ app, firstTick, stepTicks }: StreamWish): AsyncGenerator<string> {
    const quietTicks = (this.settings.STREAM_HEARTBEAT_SECONDS * 1000) / TICK_MS;
    let next = Math.ceil(firstTick / stepTicks) * stepTicks;
    let spokeAt = this.ticker.lastTick;
    // Headers are sent with the first bytes: a caller is to know at once that he is connected.
    if (next > spokeAt) yield HEARTBEAT;
    while (!this.ticker.hasEnded) {
      const { lastTick } = this.ticker;
      if (next <= lastTick) {
        yield this.events.text(next, app);
        next += stepTicks;
        spokeAt = lastTick;
      } else if (lastTick - spokeAt >= quietTicks) {
        yield HEARTBEAT;
        spokeAt = lastTick;
      } else {
        await this.ticker.nextTick();
      }
    }
  }
}
