import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

/** The output of promtool and its exit code. */
export interface PromtoolAnswer {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs promtool, which is part of Prometheus.
 *
 * @param stdin - its standard input, such as the exposition for `promtool check metrics`
 */
export async function promtool(args: readonly string[], stdin = ''): Promise<PromtoolAnswer> {
  const child = spawn('promtool', args, { stdio: 'pipe' });
  // When promtool exits before it has read all input, the pipe breaks; its exit code and output show why.
  child.stdin.on('error', () => {});
  child.stdin.end(stdin);
  const [[code], stdout, stderr] = await Promise.all([
    once(child, 'close') as Promise<[number | null]>,
    text(child.stdout),
    text(child.stderr),
  ]);
  return { code, stdout, stderr };
}
