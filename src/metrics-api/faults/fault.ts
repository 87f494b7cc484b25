import { applicationKey, LANE, uniformAt } from '../../generator/random.js';
import type { FaultDefinition, FaultView } from './fault.schema.js';

/** One fault that lives: what was asked for, and how often it came to pass. */
export class Fault {
  private readonly key: number;
  private matched = 0;
  private applied = 0;

  constructor(
    readonly id: string,
    readonly definition: FaultDefinition,
    private readonly createdAtMs: number,
  ) {
    this.key = applicationKey(definition.seed, id);
  }

  get expiresAtMs(): number {
    return this.createdAtMs + this.definition.ttlSeconds * 1000;
  }

  /**
   * Counts one more matching request and tells whether it is to be hit.
   *
   * The answer is a function of seed, id and the request's number since the fault was put, so that the same
   * drill hits the same requests again, here or in another process.
   */
  draw(): boolean {
    const uniform = uniformAt(this.key, LANE.fault, this.matched);
    this.matched += 1;
    return uniform < this.definition.ratio;
  }

  /** Counts one more request that was really hit. */
  noteApplied(): void {
    this.applied += 1;
  }

  view(): FaultView {
    return {
      id: this.id,
      ...this.definition,
      createdAt: new Date(this.createdAtMs).toISOString(),
      expiresAt: new Date(this.expiresAtMs).toISOString(),
      matched: this.matched,
      applied: this.applied,
    };
  }
}
