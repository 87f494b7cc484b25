import { write, writeSync } from 'node:fs';

/** Maximum size of the lines that wait to be written; further lines are dropped. */
export const LOG_QUEUE_BYTES = 4 * 1024 * 1024;

const STANDARD_OUTPUT = 1;
const RETRY_MS = 20;
/** How long a process that ends waits for a reader of its log. */
const LAST_LINES_MS = 1000;

// Node.js makes a pipe non-blocking when `process.stdout` is first read.
const isBusy = (error: NodeJS.ErrnoException | null) => error?.code === 'EAGAIN';

/**
 * Writes log lines to standard output, without ever waiting for its reader.
 *
 * Lines that arrive during a write are written together by the next one. When the disk is full, or the reader of a pipe
 * has stopped, lines are dropped and counted; the service itself goes on, and can end.
 */
export class LogOutput {
  private waiting: string[] = [];
  private waitingBytes = 0;
  private writingLines = 0;
  private dropped = 0;

  /** @param onDropped - called with the number of lines lost, once a line can be written again */
  constructor(private readonly onDropped: (lines: number) => void) {
    process.on('exit', () => this.writeLast());
  }

  write(line: string): void {
    // Each character takes at most three bytes, almost always one.
    if (this.waitingBytes + line.length > LOG_QUEUE_BYTES) {
      this.dropped += 1;
      return;
    }
    this.waiting.push(line);
    this.waitingBytes += line.length;
    if (this.writingLines === 0) this.writeWaiting();
  }

  /** Calls back when all lines are written, or cannot be. */
  flush(done: () => void): void {
    const endAtMs = performance.now() + LAST_LINES_MS;
    const check = () => {
      if (this.writingLines === 0 || performance.now() > endAtMs) done();
      else setTimeout(check, RETRY_MS);
    };
    check();
  }

  private take(): Buffer {
    this.writingLines = this.waiting.length;
    const text = Buffer.from(this.waiting.join(''));
    this.waiting = [];
    this.waitingBytes = 0;
    return text;
  }

  private writeWaiting(): void {
    const text = this.take();
    if (text.length > 0) this.writeText(text);
  }

  private writeText(text: Buffer): void {
    write(STANDARD_OUTPUT, text, (error, written) => {
      if (isBusy(error)) {
        setTimeout(() => this.writeText(text), RETRY_MS).unref();
      } else if (error !== null) {
        this.dropped += this.writingLines;
        this.writeWaiting();
      } else if (written < text.length) {
        this.writeText(text.subarray(written));
      } else {
        this.reportDropped();
        this.writeWaiting();
      }
    });
  }

  private reportDropped(): void {
    const lines = this.dropped;
    this.dropped = 0;
    if (lines > 0) this.onDropped(lines);
  }

  /** The lines of a process that ends without `flush`, as far as they can be written at once. */
  private writeLast(): void {
    let text = this.take();
    try {
      while (text.length > 0) text = text.subarray(writeSync(STANDARD_OUTPUT, text));
    } catch {
      // Nothing can be reported any more.
    }
  }
}
