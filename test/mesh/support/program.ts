import { afterAll } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { eventually } from '../../support/eventually.js';

const STARTS_WITHIN_MS = 120_000;
const LOG_LENGTH = 100_000;

const running = new Set<Program>();
// A test that fails before it stops its programs must not leave them running.
afterAll(() => Promise.all([...running].map((program) => program.stop())));

/** A program that serves HTTP, running as a separate process. */
export class Program {
  /** The end of its output. */
  log = '';
  private readonly ended: Promise<unknown>;

  private constructor(private readonly child: ChildProcess) {
    const failed = new Promise((resolve) => child.once('error', resolve));
    this.ended = Promise.race([once(child, 'exit'), failed]);
    for (const stream of [child.stdout!, child.stderr!])
      stream.on('data', (chunk: Buffer) => (this.log = (this.log + chunk.toString()).slice(-LOG_LENGTH)));
    running.add(this);
  }

  /**
   * Starts a program and waits until it is ready.
   *
   * @param readyUrl - answers, with a status below 500, once the program is ready
   * @throws Error with the end of the program's output if it exits before
   */
  static async start(
    command: string,
    args: readonly string[],
    readyUrl: string,
    env: Readonly<Record<string, string>> = {},
  ): Promise<Program> {
    const child = spawn(command, args, {
      env: { PATH: process.env['PATH'], ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const program = new Program(child);
    await eventually(
      `${command} is ready at ${readyUrl}`,
      async () => {
        if (child.exitCode !== null) throw new Error(`${command} ended: ${program.log}`);
        const response = await fetch(readyUrl).catch(() => undefined);
        return response !== undefined && response.status < 500;
      },
      STARTS_WITHIN_MS,
    );
    return program;
  }

  async stop(): Promise<void> {
    if (!running.delete(this)) return;
    this.child.kill('SIGTERM');
    await this.ended;
  }
}
