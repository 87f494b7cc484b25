import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { snapshotAt, type Snapshot } from '../../generator/snapshot.js';
import type { Model } from '../../generator/model.js';
import { TICK_MS } from '../../contract/tick.js';
import { addPoint, noTotals, type Totals } from '../../generator/totals.js';
import { CurrentModel, TimeSlice } from '../current-model.js';

const TICKS_IN_A_DAY = 86_400_000 / TICK_MS;

/** The counters of a day up to and including a tick. */
export interface CounterState {
  readonly model: Model;
  /** The first tick of the day, at 00:00 UTC, when the counters were 0. */
  readonly dayTick: number;
  /** The last tick that is included. */
  readonly tick: number;
  /** Aligned with the model's nodes. */
  readonly totals: readonly Totals[];
  /** Attempts and retries of each of the model's edges. */
  readonly calls: readonly { attempts: number; retries: number }[];
}

interface MutableState extends CounterState {
  tick: number;
  readonly calls: { attempts: number; retries: number }[];
}

/** The first tick of the UTC day that a tick belongs to. */
export function dayTickOf(tick: number): number {
  return Math.floor(tick / TICKS_IN_A_DAY) * TICKS_IN_A_DAY;
}

/**
 * Counters since 00:00 UTC: exact sums over the ticks of the day, kept so that a scrape only adds the new ticks.
 * They need no storage: the model can compute them again at any time.
 */
@Injectable()
export class DayCounters implements OnApplicationBootstrap {
  private readonly logger = new Logger(DayCounters.name);
  private state: MutableState | undefined;
  private queue: Promise<unknown> = Promise.resolve();

  constructor(private readonly current: CurrentModel) {}

  /** Computes the day so far in the background, so that the first scrape does not wait for it. */
  onApplicationBootstrap(): void {
    this.read(this.current.model, this.current.lastTick, () => undefined).catch((error: unknown) =>
      this.logger.error(error),
    );
  }

  /**
   * Passes the counters at the end of a tick to a function.
   *
   * @param use - must not keep the counters: they change after it has returned
   */
  async read<T>(model: Model, tick: number, use: (state: CounterState) => T): Promise<T> {
    // One at a time: concurrent reads would add the same ticks twice.
    const result = this.queue.then(async () => use(await this.advance(model, tick)));
    this.queue = result.catch(() => undefined);
    return result;
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

  /** The present state if the tick can be reached from it; otherwise zeros at the start of the tick's day. */
  private stateFor(model: Model, tick: number): MutableState {
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

function add(state: MutableState, snapshot: Snapshot): void {
  snapshot.points.forEach((point, index) => addPoint(state.totals[index]!, point));
  snapshot.calls.forEach(({ attempts, retries }, index) => {
    const calls = state.calls[index]!;
    calls.attempts += attempts;
    calls.retries += retries;
  });
  state.tick = snapshot.tick;
}
