/** How a question was answered without a read of its own. */
export type Sharing = 'under_way' | 'same_tick';

interface Kept<T> {
  readonly value: T;
  readonly untilMs: number;
}

const MOST_KEPT = 100;

/** Answers equal questions with one read: those that come while it is under way, and those until its tick ends. */
export class SharedReads<T> {
  private readonly underWay = new Map<string, Promise<T>>();
  private readonly kept = new Map<string, Kept<T>>();

  constructor(private readonly onShared: (sharing: Sharing) => void) {}

  /**
   * @param key - equal for equal questions
   * @param untilMs - when the answer grows old
   */
  async get(key: string, nowMs: number, untilMs: number, read: () => Promise<T>): Promise<T> {
    const known = this.kept.get(key);
    if (known !== undefined && known.untilMs > nowMs) {
      this.onShared('same_tick');
      return known.value;
    }
    const running = this.underWay.get(key);
    if (running !== undefined) {
      this.onShared('under_way');
      return running;
    }
    const own = read();
    this.underWay.set(key, own);
    try {
      const value = await own;
      this.keep(key, { value, untilMs }, nowMs);
      return value;
    } finally {
      this.underWay.delete(key);
    }
  }

  private keep(key: string, entry: Kept<T>, nowMs: number): void {
    for (const [other, { untilMs }] of this.kept) if (untilMs <= nowMs) this.kept.delete(other);
    const [oldest] = this.kept.keys();
    if (oldest !== undefined && this.kept.size >= MOST_KEPT) this.kept.delete(oldest);
    this.kept.set(key, entry);
  }
}
