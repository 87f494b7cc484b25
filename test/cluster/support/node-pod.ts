import { randomUUID } from 'node:crypto';
import { eventually } from '../../support/eventually.js';
import { APP_VERSION, getJson, kubectl } from './commands.js';

const MAX_SCRIPT_MS = 240_000;

export interface NodePod {
  /** Labels, such as the one by which a mesh injects its sidecar. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly serviceAccountName?: string;
  /** The script's `process.argv` from index 1 on. */
  readonly args?: readonly string[];
}

/**
 * Runs JavaScript in a pod with the metrics API's image, under the same restrictions as the services.
 *
 * @param script - an ES module that prints its result
 * @returns its output. @throws Error if its exit code is not 0
 */
export async function runInPod(namespace: string, script: string, options?: NodePod): Promise<string> {
  return outputOf(namespace, await startInPod(namespace, script, options));
}

/** Starts a script as `runInPod` does, without waiting for it. @returns the pod's name; its container is `node` */
export async function startInPod(
  namespace: string,
  script: string,
  { labels = {}, serviceAccountName = 'default', args = [] }: NodePod = {},
): Promise<string> {
  const name = `node-${randomUUID().slice(0, 8)}`;
  const pod = podOf(name, script, { labels, serviceAccountName, args });
  await kubectl(['apply', '--namespace', namespace, '--filename', '-'], { input: JSON.stringify(pod) });
  return name;
}

/** Waits until a script has ended, deletes its pod and returns its output. @throws Error as `runInPod` does */
export async function outputOf(namespace: string, name: string): Promise<string> {
  const phase = await endOf(namespace, name);
  const log = await kubectl(['logs', name, '--container', 'node', '--namespace', namespace]);
  await kubectl(['delete', 'pod', name, '--namespace', namespace, '--wait=false']);
  if (phase !== 'Succeeded') throw new Error(`The pod of the script ended as ${phase}: ${log}`);
  return log;
}

function podOf(name: string, script: string, { labels, serviceAccountName, args }: Required<NodePod>) {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels },
    spec: {
      restartPolicy: 'Never',
      serviceAccountName,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      terminationGracePeriodSeconds: 1,
      securityContext: { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          name: 'node',
          image: `k8s-app-monitor-test:${APP_VERSION}`,
          imagePullPolicy: 'IfNotPresent',
          command: ['node', '--input-type=module', '--eval', script, '--', ...args],
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
        },
      ],
    },
  };
}

async function endOf(namespace: string, name: string): Promise<string> {
  let phase = 'Pending';
  const hasEnded = async () => {
    const pod = await getJson<{ status: { phase: string } }>(['pod', name, '--namespace', namespace]);
    phase = pod.status.phase;
    return phase === 'Succeeded' || phase === 'Failed';
  };
  await eventually(`the pod ${name} ended`, hasEnded, MAX_SCRIPT_MS);
  return phase;
}
