import { afterAll } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { kubectl } from './commands.js';

// The label that tools/cluster/sweep.mjs deletes by, should a run be killed.
const LABEL = 'k8s-app-monitor/suite';

const mine = new Set<string>();

afterAll(async () => {
  if (mine.size === 0) return;
  await kubectl(['delete', 'namespace', ...mine, '--ignore-not-found', '--timeout=180s']);
}, 200_000);

/**
 * Makes a namespace that is deleted when the file's tests are over.
 *
 * @param podSecurity - the level that is enforced; `privileged` only where a mesh's init container wants more
 */
export async function ownNamespace(
  purpose: string,
  podSecurity: 'restricted' | 'privileged' = 'restricted',
): Promise<string> {
  const name = `suite-${purpose}-${randomUUID().slice(0, 6)}`;
  await kubectl(['create', 'namespace', name]);
  mine.add(name);
  await kubectl(['label', 'namespace', name, `${LABEL}=${purpose}`]);
  await kubectl(['label', 'namespace', name, `pod-security.kubernetes.io/enforce=${podSecurity}`]);
  return name;
}
