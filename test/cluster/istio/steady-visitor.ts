import { Agent, get, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

const BETWEEN_REQUESTS_MS = 50;
const MOST_REQUESTS = 6_000;
const GIVE_UP_MS = 15_000;

export interface Visits {
  sent: number;
  failed: number;
  /** How often each status or error code came that was not 200. */
  readonly reasons: Record<string, number>;
}

/**
 * Asks one address steadily while something happens, by turns over a connection that is kept and over a new one. Nothing
 * is tried again.
 */
export async function visiting(url: string, host: string, happens: () => Promise<void>): Promise<Visits> {
  const visits: Visits = { sent: 0, failed: 0, reasons: {} };
  const kept = new Agent({ keepAlive: true });
  const pending = new Set<Promise<void>>();
  const over = new AbortController();
  const event = happens().finally(() => over.abort());
  while (!over.signal.aborted && visits.sent < MOST_REQUESTS) {
    const visit = one(url, host, visits, visits.sent % 2 === 0 ? kept : new Agent()).finally(() =>
      pending.delete(visit),
    );
    pending.add(visit);
    await delay(BETWEEN_REQUESTS_MS);
  }
  await Promise.all(pending);
  kept.destroy();
  await event;
  return visits;
}

async function one(url: string, host: string, visits: Visits, agent: Agent): Promise<void> {
  visits.sent += 1;
  const outcome = await outcomeOf(url, host, agent);
  if (outcome === '200') return;
  visits.failed += 1;
  visits.reasons[outcome] = (visits.reasons[outcome] ?? 0) + 1;
}

/** @returns the status of an answer that came whole, otherwise what went wrong */
async function outcomeOf(url: string, host: string, agent: Agent): Promise<string> {
  try {
    const request = get(url, { agent, headers: { host }, signal: AbortSignal.timeout(GIVE_UP_MS) });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    for await (const chunk of response) void chunk;
    return String(response.statusCode);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? (error as Error).name;
  }
}
