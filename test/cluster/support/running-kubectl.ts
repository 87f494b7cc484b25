import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';

/** A `kubectl` that runs until it is ended, such as a watch. */
export class RunningKubectl {
  readonly output: Readable;
  private readonly child;
  private readonly closed: Promise<unknown>;

  constructor(args: readonly string[]) {
    // In a process group of its own: `kubectl` may be a script, and what that started would go on without it.
    this.child = spawn('kubectl', args, { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
    this.output = this.child.stdout;
    this.closed = once(this.child, 'close');
  }

  async end(): Promise<void> {
    const { pid, exitCode } = this.child;
    if (pid !== undefined && exitCode === null) process.kill(-pid, 'SIGKILL');
    await this.closed;
  }
}
