import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/** What promtool said, and how it ended. */
export interface PromtoolAnswer {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs promtool, which comes with Prometheus.
 *
 * @param stdin - what it reads; `promtool check metrics` takes an exposition so
 */
export async function promtool(args: readonly string[], stdin = ''): Promise<PromtoolAnswer> {
  const child = spawn('promtool', args, { stdio: 'pipe' });
  // A promtool that ends before it has read all leaves a broken pipe; its code and words tell why.
  child.stdin.on('error', () => {});
  child.stdin.end(stdin);
  const [[code], stdout, stderr] = await Promise.all([
    once(child, 'close') as Promise<[number | null]>,
    text(child.stdout),
    text(child.stderr),
  ]);
  return { code, stdout, stderr };
}
