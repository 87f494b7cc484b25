import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

export interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  /** What the command reads from its standard input. */
  input?: string;
  cwd?: string;
}

export async function run(
  command: string,
  args: readonly string[],
  { input, cwd }: RunOptions = {},
): Promise<Outcome> {
  const child = spawn(command, args, { cwd });
  // A command that refuses before it has read everything closes the pipe.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { code, stdout, stderr };
}
