/**
 * Why a program of a caller cannot be run, or failed while it ran: a sentence for the caller.
 *
 * `position` is where in the source the construct starts, if that is known.
 */
export class ProgramError extends Error {
  constructor(
    sentence: string,
    readonly position?: number,
  ) {
    super(sentence);
    this.name = 'ProgramError';
  }
}

/** Longest text and array that a program can make, and its deepest nesting of calls and of values. */
export const MAX_LENGTH = 100_000;
export const MAX_DEPTH = 64;

/**
 * Counts the work of programs.
 *
 * Programs run to completion on one thread, so one meter serves them all. A step is about one operation; operations on
 * texts and arrays cost more the longer these are.
 */
class Meter {
  private remaining = 0;
  private limit = 0;
  private depth = 0;

  /** Sets how many steps are left until the next `start`. */
  start(steps: number): void {
    this.limit = steps;
    this.remaining = steps;
    this.depth = 0;
  }

  /** @throws ProgramError when no steps are left */
  use(steps: number): void {
    this.remaining -= steps;
    if (this.remaining >= 0) return;
    throw new ProgramError(
      `takes more than the ${this.limit.toLocaleString('en-US')} steps that a chart can use`,
    );
  }

  /** The steps that are left. */
  get left(): number {
    return this.remaining;
  }

  /** @throws ProgramError when calls are nested too deeply; otherwise, `leave` must follow */
  enter(): void {
    if (++this.depth <= MAX_DEPTH) return;
    this.depth--;
    throw new ProgramError(`nests calls more than ${MAX_DEPTH} levels deep`);
  }

  leave(): void {
    this.depth--;
  }
}

export const meter = new Meter();

/** Charges for a text, and refuses one that is too long. */
export function metered(text: string): string {
  checkLength(text.length, 'a text');
  meter.use(text.length >> 5);
  return text;
}

/** Charges for the result of an operation before it is made. */
export function checkLength(length: number, what: string): void {
  if (length > MAX_LENGTH)
    throw new ProgramError(`makes ${what} longer than ${MAX_LENGTH.toLocaleString('en-US')}`);
}
