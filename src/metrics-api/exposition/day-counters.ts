import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { snapshotAt, type Snapshot } from '../../generator/snapshot.js';
import type { Model } from '../../generator/model.js';
import { TICK_MS } from '../../contract/tick.js';
import { addPoint, noTotals, type Totals } from '../../generator/totals.js';
import { CurrentModel, TimeSlice } from '../current-model.js';

const TICKS_IN_A_DAY = 86_400_000 / TICK_MS;

/** What happened on a day up to and including a tick. */
export interface CounterState {
  readonly model: Model;
  /** The first tick of the day, at 00:00 UTC: there the counters began at 0. */
  readonly dayTick: number;
  /** The last tick that is counted in. */
  readonly tick: number;
  /** Aligned with the model's nodes. */
  readonly totals: readonly Totals[];
  /** Attempts and retries of each of the model's edges. */
  readonly calls: readonly { attempts: number; retries: number }[];
}

interface State extends CounterState {
  tick: number;
  readonly calls: { attempts: number; retries: number }[];
}

/** The first tick of the UTC day that a tick belongs to. */
export function dayTickOf(tick: number): number {
  return Math.floor(tick / TICKS_IN_A_DAY) * TICKS_IN_A_DAY;
}

/**
 * Counters since 00:00 UTC, exact at any time: sums over the ticks of the day, kept so that a scrape only adds
 * what is new. What is kept can be lost: it is made anew from the model.
 */
@Injectable()
export class DayCounters implements OnApplicationBootstrap {
  private readonly logger = new Logger(DayCounters.name);
  private state: State | undefined;
  private queue: Promise<unknown> = Promise.resolve();

  constructor(private readonly current: CurrentModel) {}

  /** Counts the day so far in the background, so that the first scrape need not wait for it. */
  onApplicationBootstrap(): void {
    this.read(this.current.model, this.current.lastTick, () => undefined).catch((error: unknown) =>
      this.logger.error(error),
    );
  }

  /**
   * Reads the counters as they are at the end of a tick.
   *
   * @param use - gets them; they change after it has returned
   */
  async read<T>(model: Model, tick: number, use: (state: CounterState) => T): Promise<T> {
    // One after the other: two at once would add the same ticks twice.
    const answer = this.queue.then(async () => use(await this.advance(model, tick)));
    this.queue = answer.catch(() => undefined);
    return answer;
  }

  private async advance(model: Model, tick: number): Promise<CounterState> {
    const state = this.stateFor(model, tick);
    const slice = new TimeSlice();
    while (state.tick < tick) {
      add(state, snapshotAt(model, state.tick + 1));
      if (slice.spend(model.nodes.length)) await slice.pause();
    }
    return state;
  }

  /** What is kept, if it leads to the tick; otherwise nothing at all, at the start of the tick's day. */
  private stateFor(model: Model, tick: number): State {
    const dayTick = dayTickOf(tick);
    const kept = this.state;
    if (kept?.model === model && kept.dayTick === dayTick && kept.tick <= tick) return kept;
    this.state = {
      model,
      dayTick,
      tick: dayTick - 1,
      totals: model.nodes.map(noTotals),
      calls: model.edges.map(() => ({ attempts: 0, retries: 0 })),
    };
    return this.state;
  }
}

function add(state: State, snapshot: Snapshot): void {
  snapshot.points.forEach((point, index) => addPoint(state.totals[index]!, point));
  snapshot.calls.forEach(({ attempts, retries }, index) => {
    const calls = state.calls[index]!;
    calls.attempts += attempts;
    calls.retries += retries;
  });
  state.tick = snapshot.tick;
}
