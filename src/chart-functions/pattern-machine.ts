/** Counts steps; `use` throws when none are left. */
export interface Fuel {
  use(steps: number): void;
}

/** A regular expression needs more memory than a match may take. */
export class PatternLimitError extends Error {
  override readonly name = 'PatternLimitError';
}

/** One instruction: returns the index of the next one, or FAIL to try the latest alternative. */
export type Instruction = (machine: Machine) => number;

export const FAIL = -1;
const NO_ALTERNATIVE = -2;

const MAX_FRAMES = 1_000_000;
const FRAME = 3;
const FRAMES_AT_START = 64;
/** A stack that has grown beyond this is released after the match. */
const FRAMES_TO_KEEP = 1_024;
const STEPS_PER_REPORT = 128;

/**
 * Runs a pattern's instructions with its own, separate stack, so that no text can overflow JavaScript's.
 *
 * A frame is either an alternative (position, limit, index of an instruction >= 0) or a register's former value
 * (value, unused, ~register < 0), which is restored when matching backtracks past it.
 */
export class Machine {
  text = '';
  position = 0;
  /** The limit in the alternative that is being tried. */
  limit = 0;
  readonly registers: Int32Array;
  private stack = new Int32Array(FRAMES_AT_START * FRAME);
  private top = 0;
  private steps = 0;
  private fuel: Fuel | undefined;

  constructor(
    private readonly program: readonly Instruction[],
    registerCount: number,
  ) {
    this.registers = new Int32Array(registerCount);
  }

  /** Starts a series of runs over one text; ends with `release`. */
  load(text: string, fuel: Fuel): void {
    this.text = text;
    this.fuel = fuel;
    this.registers.fill(-1);
    this.top = 0;
    this.steps = 0;
  }

  /** Reports the last steps and frees memory. */
  release(): void {
    const { fuel, steps } = this;
    this.text = '';
    this.fuel = undefined;
    if (this.stack.length > FRAMES_TO_KEEP * FRAME) {
      this.stack = new Int32Array(FRAMES_AT_START * FRAME);
    }
    if (steps > 0) {
      this.steps = 0;
      fuel!.use(steps);
    }
  }

  /** Whether the pattern matches at this position; the captures are then in the registers. */
  run(position: number): boolean {
    const { program } = this;
    this.position = position;
    let next = 0;
    while (next < program.length) {
      this.spend(1);
      next = program[next]!(this);
      if (next === FAIL) {
        next = this.backtrack();
        if (next === NO_ALTERNATIVE) {
          return false;
        }
      }
    }
    return true;
  }

  spend(steps: number): void {
    this.steps += steps;
    if (this.steps >= STEPS_PER_REPORT) {
      const spent = this.steps;
      this.steps = 0;
      this.fuel!.use(spent);
    }
  }

  /** The height of the stack, for `cutTo` and `undoTo`. */
  get height(): number {
    return this.top;
  }

  /** Adds an alternative: continue with this instruction, at this position. */
  addAlternative(instruction: number, position: number, limit = 0): void {
    this.push(position, limit, instruction);
  }

  /** Sets a register until matching backtracks. */
  set(register: number, value: number): void {
    const former = this.registers[register]!;
    if (former !== value) {
      this.push(former, 0, ~register);
      this.registers[register] = value;
    }
  }

  /** Removes the alternatives above this height and keeps the registers' former values. */
  cutTo(height: number): void {
    let kept = height;
    for (let frame = height; frame < this.top; frame += FRAME) {
      if (this.stack[frame + 2]! < 0) {
        this.stack.copyWithin(kept, frame, frame + FRAME);
        kept += FRAME;
      }
    }
    this.spend((this.top - height) / FRAME);
    this.top = kept;
  }

  /** Restores the registers as they were at this height and removes the alternatives above it. */
  undoTo(height: number): void {
    this.spend((this.top - height) / FRAME);
    while (this.top > height) {
      this.pop();
    }
  }

  private backtrack(): number {
    while (this.top > 0) {
      const instruction = this.pop();
      if (instruction >= 0) {
        this.position = this.stack[this.top]!;
        this.limit = this.stack[this.top + 1]!;
        return instruction;
      }
    }
    return NO_ALTERNATIVE;
  }

  /** Removes the frame at the top, restoring its register, and returns its last number. */
  private pop(): number {
    this.top -= FRAME;
    const tag = this.stack[this.top + 2]!;
    if (tag < 0) {
      this.registers[~tag] = this.stack[this.top]!;
    }
    return tag;
  }

  private push(value: number, limit: number, tag: number): void {
    if (this.top === this.stack.length) {
      this.grow();
    }
    this.stack[this.top] = value;
    this.stack[this.top + 1] = limit;
    this.stack[this.top + 2] = tag;
    this.top += FRAME;
  }

  private grow(): void {
    if (this.stack.length >= MAX_FRAMES * FRAME) {
      throw new PatternLimitError(
        `The regular expression keeps more than ${MAX_FRAMES} alternatives open. Use a simpler pattern or a shorter text`,
      );
    }
    const larger = new Int32Array(Math.min(this.stack.length * 2, MAX_FRAMES * FRAME));
    larger.set(this.stack);
    this.stack = larger;
  }
}
