import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

const TOOLS = join(import.meta.dirname, '..', '..', '.tools', 'bin');

/**
 * The cluster to test on.
 *
 * @returns {{env: Record<string, string>, command?: string} | undefined} what its tools need in their environment
 *   (KUBECONFIG, and a PATH with kubectl and helm), and the command that brought it up; undefined without one
 */
export function clusterAtHand() {
  process.env.PATH = withoutPackages(process.env.PATH);
  const { KUBECONFIG, CLUSTER: command } = process.env;
  if (KUBECONFIG) return { env: { KUBECONFIG, PATH: pathWith(TOOLS) } };
  if (!command) return undefined;
  execFileSync(command, ['up'], { stdio: 'inherit' });
  const kubeconfig = execFileSync(command, ['kubeconfig'], { encoding: 'utf8' }).trim();
  return { command, env: { KUBECONFIG: kubeconfig, PATH: pathWith(TOOLS, kubectlOf(command)) } };
}

/**
 * A PATH without the programs of npm's packages, which npm puts first. One of them is called `nft`, as the firewall is
 * that a cluster sets its policies by: it was told of every policy, did nothing, and said that all was well.
 */
function withoutPackages(path) {
  const ofPackages = join('node_modules', '.bin');
  return path
    .split(delimiter)
    .filter((folder) => !folder.endsWith(ofPackages))
    .join(delimiter);
}

/** The add-on command that stands beside the cluster's. */
export function addOnCommand(cluster, name) {
  return join(dirname(cluster.command), name);
}

/** A folder with a `kubectl` that is the cluster's own, since a machine need not have another. */
function kubectlOf(command) {
  const folder = mkdtempSync(join(tmpdir(), 'k8s-app-monitor-kubectl-'));
  const file = join(folder, 'kubectl');
  writeFileSync(file, `#!/bin/sh\nexec "${command}" kubectl "$@"\n`);
  chmodSync(file, 0o755);
  return folder;
}

function pathWith(...folders) {
  return [...folders, process.env.PATH].join(delimiter);
}
