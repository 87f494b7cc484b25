import { eventually } from '../../support/eventually.js';
import type { RunningService } from '../../support/running-service.js';

/** The counts of a fault. */
export interface FaultCounts {
  readonly matched: number;
  readonly applied: number;
}

/** Sends a fault and returns the answer, whatever its status. */
export function putFault(service: RunningService, id: string, definition: unknown): Promise<Response> {
  return fetch(`${service.url}/api/v1/faults/${id}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(definition),
  });
}

/** Sets a fault; fails if it is refused. */
export async function setFault(service: RunningService, id: string, definition: unknown): Promise<void> {
  const response = await putFault(service, id, definition);
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
}

export function deleteFault(service: RunningService, id: string): Promise<Response> {
  return fetch(`${service.url}/api/v1/faults/${id}`, { method: 'DELETE' });
}

export async function countsOf(service: RunningService, id: string): Promise<FaultCounts> {
  const response = await fetch(`${service.url}/api/v1/faults/${id}`);
  return (await response.json()) as FaultCounts;
}

/** Waits until a fault has matched a number of requests. */
export function met(service: RunningService, id: string, matched: number): Promise<void> {
  return eventually(`${matched} requests matched ${id}`, async () => {
    return (await countsOf(service, id)).matched === matched;
  });
}

/** The statuses of some sequential requests. */
export async function statuses(service: RunningService, path: string, count: number): Promise<number[]> {
  const seen: number[] = [];
  while (seen.length < count) seen.push((await fetch(service.url + path)).status);
  return seen;
}
