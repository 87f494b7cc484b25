import { expect } from '@jest/globals';
import { podsOf } from '../support/pods.js';
import { withPortForward } from '../support/port-forward.js';

export const METRICS_API = 'k8s-app-monitor-test';
export const AGENT = 'k8s-app-monitor-agent';

export interface Shown {
  readonly status: number;
  readonly type: string | null;
  readonly body: Uint8Array;
}

/** The agent's response at its address. @param accept - the media type of an image or of the page */
export async function shown(namespace: string, accept: string): Promise<Shown> {
  return withPortForward(namespace, `service/${AGENT}`, 8888, async (url) => {
    const response = await fetch(`${url}/${AGENT}`, { headers: { accept } });
    const body = new Uint8Array(await response.arrayBuffer());
    return { status: response.status, type: response.headers.get('content-type'), body };
  });
}

/** The agent's pods, with the time since when each is ready, and its number of restarts. */
export async function podStates(namespace: string, name = AGENT) {
  return (await podsOf(namespace, name)).map(({ metadata, status }) => ({
    name: metadata.name,
    ready: status.conditions.find(({ type }) => type === 'Ready'),
    restarts: status.containerStatuses.map(({ restartCount }) => restartCount),
  }));
}

/** Expects that the agent was not affected: the same pods, ready all the time, none restarted. */
export async function expectUndisturbed(before: Awaited<ReturnType<typeof podStates>>, namespace: string) {
  const readySince = (all: typeof before) =>
    all.map(({ name, ready, restarts }) => [name, ready?.status, ready?.lastTransitionTime, restarts]);
  expect(readySince(await podStates(namespace))).toEqual(readySince(before));
}
