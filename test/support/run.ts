import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

export interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  /** The command's standard input. */
  input?: string;
  cwd?: string;
  /** Replaces the environment of the tests. */
  env?: Readonly<Record<string, string>>;
}

export async function run(
  command: string,
  args: readonly string[],
  { input, cwd, env }: RunOptions = {},
): Promise<Outcome> {
  const child = spawn(command, args, { cwd, env });
  // A command that exits before it has read all of its input closes the pipe.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { code, stdout, stderr };
}
