/**
 * Runs in a pod: sends requests to one address at a steady rate, whatever the responses: every second one over reused
 * connections, the others with a new connection each. Requests are not retried.
 *
 *   node --input-type=module --eval "$(cat steady-requests.mjs)" -- URL REQUESTS_PER_SECOND MAX_SECONDS
 *
 * Prints `steady` when it starts to count, and its tally as JSON after SIGTERM.
 */
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';

const [url, ratePerSecond, maxSeconds] = process.argv.slice(1);
// A slow response is not a lost one, but after this time a response is no longer expected.
const GIVE_UP_MS = 30_000;

const ways = {
  // The number of connections is unlimited, so that a slow service does not look like one that does not answer. The few
  // reused ones take turns (first in, first out): each soon receives `Connection: close` from a terminating server, and
  // no request uses a connection that was idle for long.
  kept: new Agent({ keepAlive: true, maxFreeSockets: 20, scheduling: 'fifo' }),
  fresh: new Agent({ keepAlive: false }),
};
const tally = {};
let stopped = false;
process.on('SIGTERM', () => (stopped = true));

while ((await answer(ways.fresh)) !== 'ok') await delay(200);
for (const way of Object.keys(ways)) tally[way] = { sent: 0, failed: 0, reasons: {} };
console.log('steady');
await steadily();
console.log(JSON.stringify(tally));
// Open connections would keep the process running.
process.exit(0);

/** Sends on schedule, independent of the responses: a slow server must not receive fewer requests. */
async function steadily() {
  const startedAt = performance.now();
  const max = ratePerSecond * maxSeconds;
  const pending = new Set();
  for (let sent = 0; sent < max && !stopped;) {
    const due = Math.min(max, ((performance.now() - startedAt) / 1000) * ratePerSecond);
    for (; sent < due; sent += 1) {
      const request = send(sent % 2 === 0 ? 'kept' : 'fresh').finally(() => pending.delete(request));
      pending.add(request);
    }
    await delay(5);
  }
  await Promise.all(pending);
}

async function send(way) {
  const count = tally[way];
  count.sent += 1;
  const result = await answer(ways[way]);
  if (result === 'ok') return;
  count.failed += 1;
  count.reasons[result] = (count.reasons[result] ?? 0) + 1;
}

/** @returns `ok` for a complete response with status 200, otherwise the status or error code */
async function answer(agent) {
  try {
    const request = get(url, { agent, signal: AbortSignal.timeout(GIVE_UP_MS) });
    // A second error event, for the broken response, would end the process.
    request.on('error', () => undefined);
    const [response] = await once(request, 'response');
    for await (const chunk of response) void chunk;
    return response.statusCode === 200 ? 'ok' : String(response.statusCode);
  } catch (error) {
    return error.code ?? error.name;
  }
}
