import { Inject, Injectable } from '@nestjs/common';
import { snapshotAt, type Snapshot } from '../../generator/group-at.js';
import { createModel, type Model, type Node } from '../../generator/model.js';
import { lastCompleteTick } from '../../generator/tick.js';
import { CLOCK, type Clock } from '../../platform/clock.js';
import { CurrentScenario } from '../scenario/watched-scenario.js';
import { UnknownApplicationError } from './unknown-application.error.js';

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
