/** Bytes that callers hold at the same time, up to a limit. */
export class ByteRoom {
  /** Bytes that are held now. */
  taken = 0;

  /** @param maxBytes - of all callers together */
  constructor(private readonly maxBytes: number) {}

  /** Whether so many more have a place. Whatever comes first has: a limit below one caller's need would shut all out. */
  has(bytes: number): boolean {
    return this.taken === 0 || this.taken + bytes <= this.maxBytes;
  }

  take(bytes: number): void {
    this.taken += bytes;
  }

  giveBack(bytes: number): void {
    this.taken -= bytes;
  }
}
