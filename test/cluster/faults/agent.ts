import { expect } from '@jest/globals';
import { podsOf } from '../support/pods.js';
import { forwarded } from '../support/port-forward.js';

export const METRICS_API = 'k8s-app-monitor-test';
export const AGENT = 'k8s-app-monitor-agent';

export interface Shown {
  readonly status: number;
  readonly type: string | null;
  readonly body: Uint8Array;
}

/** What the agent shows at its address. @param accept - a picture's media type, or that of a page */
export async function shown(namespace: string, accept: string): Promise<Shown> {
  return forwarded(namespace, `service/${AGENT}`, 8888, async (url) => {
    const response = await fetch(`${url}/${AGENT}`, { headers: { accept } });
    const body = new Uint8Array(await response.arrayBuffer());
    return { status: response.status, type: response.headers.get('content-type'), body };
  });
}

/** Which pods the agent has, since when each is ready, and how often its container was restarted. */
export async function standing(namespace: string, name = AGENT) {
  return (await podsOf(namespace, name)).map(({ metadata, status }) => ({
    name: metadata.name,
    ready: status.conditions.find(({ type }) => type === 'Ready'),
    restarts: status.containerStatuses.map(({ restartCount }) => restartCount),
  }));
}

/** That the agent stood through it: the same pods, ready all the time, none restarted. */
export async function expectToStandAs(before: Awaited<ReturnType<typeof standing>>, namespace: string) {
  const readySince = (all: typeof before) =>
    all.map(({ name, ready, restarts }) => [name, ready?.status, ready?.lastTransitionTime, restarts]);
  expect(readySince(await standing(namespace))).toEqual(readySince(before));
}
