// kubectl and helm against the cluster that tools/cluster/run.mjs chose: it sets KUBECONFIG and the PATH.
import { join } from 'node:path';
import { type Outcome, run, type RunOptions } from '../../support/run.js';

export const ROOT = join(import.meta.dirname, '..', '..', '..');
export const CHART = join(ROOT, 'charts', 'k8s-app-monitor');

/** What `kubectl` printed. @throws Error with what it said, where it failed */
export async function kubectl(args: readonly string[], options?: RunOptions): Promise<string> {
  return printed('kubectl', args, await run('kubectl', args, options));
}

/** What `helm` printed. @throws Error with what it said, where it failed */
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
