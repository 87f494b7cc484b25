import { spawnSync } from 'node:child_process';

/** The label of every namespace that the suites make. */
export const LABEL = 'k8s-app-monitor/suite';

/** Deletes the namespaces that suites made, also those of a run that was killed. */
export function sweepNamespaces(env) {
  spawnSync('kubectl', ['delete', 'namespace', '--selector', LABEL, '--ignore-not-found', '--timeout=120s'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
