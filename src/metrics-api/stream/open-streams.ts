import { Inject, Injectable } from '@nestjs/common';
import { Readable } from 'node:stream';
import { METRICS_API_SETTINGS, type MetricsApiSettings } from '../../platform/config/metrics-api.settings.js';
import { TICK_MS } from '../../generator/tick.js';
import { PointEvents } from './point-events.js';
import { Ticker } from './ticker.js';
import { TooManyStreamsError } from './too-many-streams.error.js';

const HEARTBEAT = ': heartbeat\n\n';

/** Which events a caller wants. */
export interface StreamWish {
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
  private open = 0;

  constructor(
    private readonly events: PointEvents,
    private readonly ticker: Ticker,
    @Inject(METRICS_API_SETTINGS) private readonly settings: MetricsApiSettings,
  ) {}

  /** @throws TooManyStreamsError at the limit */
  start(wish: StreamWish): Readable {
    const { STREAM_LIMIT } = this.settings;
    if (this.open >= STREAM_LIMIT) throw new TooManyStreamsError(STREAM_LIMIT);
    this.open += 1;
    const stream = Readable.from(this.eventsOf(wish), { highWaterMark: 1 });
    stream.once('close', () => (this.open -= 1));
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
