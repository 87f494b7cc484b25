import { ProgramError } from './meter.js';
import type { Value } from './values.js';

/** The variables of one call of a function, or of one turn of a loop whose functions keep them. */
export class Frame {
  readonly slots: Value[];

  constructor(
    size: number,
    readonly parent: Frame | undefined,
    readonly call: CallState,
  ) {
    this.slots = new Array<Value>(size).fill(undefined);
  }
}

/** What belongs to a call: `this`, and the value of its `return` statement. */
export interface CallState {
  readonly self: Value;
  result: Value;
}

/** The value of a variable before its declaration ran. */
export const UNSET = Symbol('unset');

interface Variable {
  readonly slot: number;
  readonly isConstant: boolean;
}

/** Where a variable is found at run time: how many frames up, and in which slot. */
export interface Place extends Variable {
  readonly hops: number;
}

/** The names that are visible at a point of a program, while it is compiled. */
export class Scope {
  private readonly variables = new Map<string, Variable>();
  readonly frame: FrameLayout;

  /** @param ownFrame - whether its variables are in a frame of its own, or in that of the scope around it */
  constructor(
    private readonly parent: Scope | undefined,
    readonly kind: 'function' | 'block',
    ownFrame: boolean,
  ) {
    this.frame = ownFrame || parent === undefined ? { size: 0 } : parent.frame;
  }

  declare(name: string, isConstant: boolean, position: number, mayRepeat = false): number {
    const known = this.variables.get(name);
    if (known !== undefined) {
      if (mayRepeat) return known.slot;
      throw new ProgramError(`declares ${name} twice`, position);
    }
    const slot = this.frame.size++;
    this.variables.set(name, { slot, isConstant });
    return slot;
  }

  find(name: string): Place | undefined {
    const variable = this.variables.get(name);
    if (variable !== undefined) return { ...variable, hops: 0 };
    const outer = this.parent?.find(name);
    if (outer === undefined || this.parent?.frame === this.frame) return outer;
    return { ...outer, hops: outer.hops + 1 };
  }

  /** The scope that `var` and function declarations belong to. */
  get functionScope(): Scope {
    return this.kind === 'function' || this.parent === undefined ? this : this.parent.functionScope;
  }
}

interface FrameLayout {
  size: number;
}
