// The cluster that the suites run on: found or started, with its add-ons, and cleaned up afterwards.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

/** The label of every namespace that the suites create. */
export const SUITE_LABEL = 'k8s-app-monitor/suite';

const TOOLS = join(import.meta.dirname, '..', '..', '.tools', 'bin');

/** The addresses of the add-ons of a cluster that CLUSTER started, by the name of their variable. */
const ADD_ON_ADDRESSES = {
  traefik: { TRAEFIK_URL: 'http://10.213.0.2:32080' },
  istio: { ISTIO_GATEWAY_URL: 'http://10.213.0.2:32000' },
  zipkin: { ZIPKIN_URL: 'http://10.213.0.1:9411' },
};

/**
 * Finds the cluster that KUBECONFIG names, or starts one with the command in CLUSTER.
 *
 * @returns {{env: Record<string, string>, command?: string} | undefined} the environment that its tools need
 *   (KUBECONFIG, and a PATH with kubectl and helm), and the command that started it; undefined without a cluster
 */
export function findCluster() {
  process.env.PATH = withoutNpmPrograms(process.env.PATH);
  const { KUBECONFIG, CLUSTER: command } = process.env;
  if (KUBECONFIG) return { env: { KUBECONFIG, PATH: pathWith(TOOLS) } };
  if (!command) return undefined;
  execFileSync(command, ['up'], { stdio: 'inherit' });
  const kubeconfig = execFileSync(command, ['kubeconfig'], { encoding: 'utf8' }).trim();
  return { command, env: { KUBECONFIG: kubeconfig, PATH: pathWith(TOOLS, kubectlOf(command)) } };
}

/**
 * A PATH without the programs of npm packages, which npm puts first. One of them is called `nft`, like the firewall
 * command that a cluster sets network policies with: the policies had no effect, and nothing failed.
 */
function withoutNpmPrograms(path) {
  const npmPrograms = join('node_modules', '.bin');
  return path
    .split(delimiter)
    .filter((folder) => !folder.endsWith(npmPrograms))
    .join(delimiter);
}

/** A folder with the cluster's own `kubectl`, since the machine may not have another. */
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

/**
 * Starts the requested add-ons of a cluster that CLUSTER started; with KUBECONFIG they must be running already.
 *
 * @returns the variables with their addresses
 */
export function startAddOns(cluster, requested) {
  if (cluster.command === undefined) return {};
  // The mesh sends spans from its start: Zipkin must be running before.
  const names = requested.includes('istio') ? ['zipkin', ...requested] : requested;
  for (const name of names) {
    execFileSync(join(dirname(cluster.command), name), ['up'], {
      env: { ...process.env, ...cluster.env },
      stdio: 'inherit',
    });
  }
  return Object.assign({}, ...names.map((name) => ADD_ON_ADDRESSES[name]));
}

/** Deletes the namespaces that the suites created, including those of a run that was killed. */
export function deleteSuiteNamespaces(env) {
  const options = ['--selector', SUITE_LABEL, '--ignore-not-found', '--timeout=120s'];
  spawnSync('kubectl', ['delete', 'namespace', ...options], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
