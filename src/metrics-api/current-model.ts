import { setImmediate as nextTurn } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { type Model, type Node, createModel } from '../generator/model.js';
import { type Snapshot, snapshotAt } from '../generator/snapshot.js';
import { lastCompleteTick, tickAt } from '../contract/tick.js';
import { CLOCK, type Clock } from '../platform/clock.js';
import { CurrentScenario, shippedScenarioPath } from '../scenario/current-scenario.js';
import { readScenarioFile } from '../scenario/read-scenario.js';
import { UnknownApplicationError } from './metrics-api.errors.js';

/** The model of the scenario that is in force. Whoever keeps something for a model must ask anew each time. */
@Injectable()
export class CurrentModel {
  private made: Model;
  private latest: Snapshot | undefined;

  constructor(
    private readonly scenario: CurrentScenario,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.made = createModel(scenario.current.scenario);
  }

  get model(): Model {
    const { scenario } = this.scenario.current;
    if (this.made.scenario !== scenario) {
      this.made = createModel(scenario);
      this.latest = undefined;
    }
    return this.made;
  }

  /** The last tick that is over. */
  get lastTick(): number {
    return lastCompleteTick(this.clock.nowMs());
  }

  /** What happened in the last tick that is over; made once a tick. */
  get snapshot(): Snapshot {
    const { model, lastTick } = this;
    if (this.latest?.tick !== lastTick) this.latest = snapshotAt(model, lastTick);
    return this.latest;
  }

  /** @throws UnknownApplicationError when the scenario holds no application of this name */
  node(name: string): Node {
    const node = this.model.nodeByName.get(name);
    if (node === undefined) throw new UnknownApplicationError(name);
    return node;
  }
}

// About five milliseconds of the model's work: shorter than anyone waits for, longer than a turn costs.
const POINTS_IN_A_SLICE = 1000;

/** Cuts long work into slices, so that other requests are answered in between. */
export class TimeSlice {
  private left = POINTS_IN_A_SLICE;

  /** Notes work that was done, in points of the model; tells whether it is time to pause. */
  spend(points: number): boolean {
    this.left -= points;
    return this.left <= 0;
  }

  /** @throws the signal's reason once nobody wants the work any longer */
  async pause(signal?: AbortSignal): Promise<void> {
    this.left = POINTS_IN_A_SLICE;
    await nextTurn();
    signal?.throwIfAborted();
  }
}

/** The first second of 2026: examples are answers that anyone can ask for again. */
export const EXAMPLE_TICK = tickAt(Date.UTC(2026, 0, 1));

let made: Model | undefined;

/** The default scenario, for the examples in the API document. */
export function exampleModel(): Model {
  made ??= createModel(readScenarioFile(shippedScenarioPath('default')).scenario);
  return made;
}
