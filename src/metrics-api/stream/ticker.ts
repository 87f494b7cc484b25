import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { lastCompleteTick, TICK_MS } from '../../generator/tick.js';
import { CLOCK, type Clock } from '../../platform/clock.js';

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
