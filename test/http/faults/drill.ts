import { eventually } from '../../support/eventually.js';
import type { RunningService } from '../../support/running-service.js';

/** What a process tells of a fault, as far as drills look at it. */
export interface FaultCounts {
  readonly matched: number;
  readonly applied: number;
}

/** Sends a fault; the answer is the caller's to judge. */
export function putFault(service: RunningService, id: string, definition: unknown): Promise<Response> {
  return fetch(`${service.url}/api/v1/faults/${id}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(definition),
  });
}

/** Sets a fault. */
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

/** Waits until as many requests have met a fault. */
export function met(service: RunningService, id: string, matched: number): Promise<void> {
  return eventually(`${matched} requests met ${id}`, async () => {
    return (await countsOf(service, id)).matched === matched;
  });
}

/** The statuses of some requests, asked one after the other. */
export async function statuses(service: RunningService, path: string, count: number): Promise<number[]> {
  const seen: number[] = [];
  while (seen.length < count) seen.push((await fetch(service.url + path)).status);
  return seen;
}
