import { setImmediate as nextTurn } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { lastCompleteTick } from '../contract/tick.js';
import { type Model, type Node, createModel } from '../generator/model.js';
import type { Scenario } from '../generator/scenario.js';
import { type Snapshot, snapshotAt } from '../generator/snapshot.js';
import { CLOCK, type Clock } from '../platform/clock.js';
import { NotInScenarioError } from './metrics-api.errors.js';

/** The scenario that the model follows, and its injection token. Another object in `current` is another scenario. */
export abstract class ActiveScenario {
  abstract readonly current: {
    readonly scenario: Scenario;
    /** The scenario as a file describes it, for callers that want to read it. */
    readonly file: unknown;
  };
}

/** The model of the active scenario. It can change at any time: do not keep it between requests. */
@Injectable()
export class CurrentModel {
  private lastModel: Model;
  private lastSnapshot: Snapshot | undefined;

  constructor(
    private readonly active: ActiveScenario,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.lastModel = createModel(active.current.scenario);
  }

  get model(): Model {
    const { scenario } = this.active.current;
    if (this.lastModel.scenario !== scenario) {
      this.lastModel = createModel(scenario);
      this.lastSnapshot = undefined;
    }
    return this.lastModel;
  }

  /** The last complete tick. */
  get lastTick(): number {
    return lastCompleteTick(this.clock.nowMs());
  }

  /** The points of the last complete tick; computed once per tick. */
  get snapshot(): Snapshot {
    const { model, lastTick } = this;
    if (this.lastSnapshot?.tick !== lastTick) this.lastSnapshot = snapshotAt(model, lastTick);
    return this.lastSnapshot;
  }

  /** @throws NotInScenarioError when the scenario has no application of this name */
  node(name: string): Node {
    const node = this.model.nodeByName.get(name);
    if (node === undefined) throw new NotInScenarioError(name);
    return node;
  }
}

// About five milliseconds of computation: too short for callers to notice, long compared with a turn of the event loop.
const POINTS_PER_SLICE = 1000;

/** Divides a long computation into slices, so that other requests are answered in between. */
export class TimeSlice {
  private remaining = POINTS_PER_SLICE;

  /** Records computed points. Returns whether it is time to pause. */
  spend(points: number): boolean {
    this.remaining -= points;
    return this.remaining <= 0;
  }

  /** @throws the signal's reason when the result is no longer needed */
  async pause(signal?: AbortSignal): Promise<void> {
    this.remaining = POINTS_PER_SLICE;
    await nextTurn();
    signal?.throwIfAborted();
  }
}
