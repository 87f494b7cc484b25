/** The time that all work for one question may take together. */
export class Budget {
  readonly signal: AbortSignal;

  constructor(readonly timeoutMs: number) {
    this.signal = AbortSignal.timeout(timeoutMs);
  }

  get isSpent(): boolean {
    return this.signal.aborted;
  }
}
