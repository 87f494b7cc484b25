import { getJson, kubectl } from './commands.js';

export interface Pod {
  readonly metadata: {
    readonly name: string;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly deletionTimestamp?: string;
  };
  readonly spec: {
    readonly serviceAccountName: string;
    readonly terminationGracePeriodSeconds: number;
    readonly containers: readonly {
      readonly name: string;
      readonly image: string;
      readonly lifecycle?: unknown;
      readonly startupProbe?: unknown;
    }[];
  };
  readonly status: {
    readonly podIP: string;
    readonly conditions: readonly {
      readonly type: string;
      readonly status: string;
      readonly lastTransitionTime: string;
    }[];
    readonly containerStatuses: readonly { readonly restartCount: number; readonly ready: boolean }[];
  };
}

/** The pods of one of the project's Services, except terminating ones. @param name - such as `k8s-app-monitor-agent` */
export async function podsOf(namespace: string, name: string): Promise<Pod[]> {
  const selector = `app.kubernetes.io/name=${name}`;
  const pods = await getJson<{ items: Pod[] }>(['pods', '--namespace', namespace, '--selector', selector]);
  return pods.items.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
}

/** Evaluates an expression, which can use `await`, in a pod of one of the project's Services. @returns as text */
export async function evaluateInPod(namespace: string, service: string, expression: string): Promise<string> {
  const [pod] = await podsOf(namespace, service);
  if (pod === undefined) throw new Error(`${service} has no pod in ${namespace}`);
  const script = `console.log(await (${expression}));`;
  const node = ['node', '--input-type=module', '--eval', script];
  const container = ['--container', service];
  const printed = await kubectl([
    'exec',
    pod.metadata.name,
    ...container,
    '--namespace',
    namespace,
    '--',
    ...node,
  ]);
  return printed.trimEnd();
}

/** Waits until all pods of a Deployment are ready. */
export async function untilRolledOut(namespace: string, name: string): Promise<void> {
  await kubectl(['rollout', 'status', `deployment/${name}`, '--namespace', namespace, '--timeout=180s']);
}

/** Waits until pods are deleted. */
export async function untilDeleted(namespace: string, pods: readonly Pod[]): Promise<void> {
  const names = pods.map(({ metadata }) => `pod/${metadata.name}`);
  await kubectl(['wait', '--for=delete', ...names, '--namespace', namespace, '--timeout=120s']);
}
