/**
 * What a pod runs to ask one address again and again, at a steady rate whatever comes back: every second request over
 * connections that are kept, the others with a new connection each. Nothing is tried again.
 *
 *   node --input-type=module --eval "$(cat steady-requests.mjs)" -- URL REQUESTS_PER_SECOND LONGEST_SECONDS
 *
 * Prints `steady` when it has begun to count, and its tally as JSON after SIGTERM.
 */
import { once } from 'node:events';
import { Agent, get } from 'node:http';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';

const [url, ratePerSecond, longestSeconds] = process.argv.slice(1);
// A slow answer is not a lost one; what has not come by then never will.
const GIVE_UP_MS = 30_000;

const ways = {
  // None waits here for a connection, or a slow service would look like one that does not answer. Those in use again
  // and again are few and take turns (first in, first out): each soon hears `Connection: close` from a server that is
  // about to go, and no request is sent into one that has been idle for long.
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
// Connections that are kept would hold the process.
process.exit(0);

/** Sends by the clock, not by the answers: a server that is slow must not be asked less. */
async function steadily() {
  const beganAt = performance.now();
  const most = ratePerSecond * longestSeconds;
  const pending = new Set();
  for (let sent = 0; sent < most && !stopped;) {
    const due = Math.min(most, ((performance.now() - beganAt) / 1000) * ratePerSecond);
    for (; sent < due; sent += 1) {
      const asked = ask(sent % 2 === 0 ? 'kept' : 'fresh').finally(() => pending.delete(asked));
      pending.add(asked);
    }
    await delay(5);
  }
  await Promise.all(pending);
}

async function ask(way) {
  const count = tally[way];
  count.sent += 1;
  const result = await answer(ways[way]);
  if (result === 'ok') return;
  count.failed += 1;
  count.reasons[result] = (count.reasons[result] ?? 0) + 1;
}

/** @returns `ok` for a 200 that came whole, otherwise what was wrong in a word */
async function answer(agent) {
  try {
    const request = get(url, { agent, signal: AbortSignal.timeout(GIVE_UP_MS) });
    // Told a second time of what broke the answer, it would end the process.
    request.on('error', () => undefined);
    const [response] = await once(request, 'response');
    for await (const chunk of response) void chunk;
    return response.statusCode === 200 ? 'ok' : String(response.statusCode);
  } catch (error) {
    return error.code ?? error.name;
  }
}
