// kubectl and helm for the cluster that tools/cluster/run.mjs found: it sets KUBECONFIG and PATH.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { parse } from 'yaml';
import { type Outcome, run, type RunOptions } from '../../support/run.js';

export const ROOT = join(import.meta.dirname, '..', '..', '..');
export const CHART = join(ROOT, 'charts', 'k8s-app-monitor');

/** The chart's appVersion: the tag of the images under test. */
export const APP_VERSION = (parse(readFileSync(join(CHART, 'Chart.yaml'), 'utf8')) as { appVersion: string })
  .appVersion;

/** The output of `kubectl`. @throws Error with its message if it fails */
export async function kubectl(args: readonly string[], options?: RunOptions): Promise<string> {
  return printed('kubectl', args, await run('kubectl', args, options));
}

/** The output of `helm`. @throws Error with its message if it fails */
export async function helm(args: readonly string[], options?: RunOptions): Promise<string> {
  return printed('helm', args, await run('helm', args, options));
}

/** An object of the cluster, or a List of them. */
export async function getJson<T>(args: readonly string[]): Promise<T> {
  return JSON.parse(await kubectl(['get', ...args, '--output', 'json'])) as T;
}

function printed(command: string, args: readonly string[], { code, stdout, stderr }: Outcome): string {
  if (code === 0) return stdout;
  throw new Error(`${command} ${args.join(' ')}: ${stderr.trim() || stdout.trim()}`);
}

/** A `kubectl` that runs until it is ended, such as a watch. */
export class RunningKubectl {
  readonly output: Readable;
  private readonly child;
  private readonly closed: Promise<unknown>;

  constructor(args: readonly string[]) {
    // In a separate process group: `kubectl` can be a script, whose child processes must end with it.
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
