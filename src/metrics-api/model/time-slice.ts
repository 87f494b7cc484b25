import { setImmediate as nextTurn } from 'node:timers/promises';

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
