// Runs in a pod: sends requests for some seconds, and prints the counts of responses as JSON.
import { Agent, request } from 'node:http';
import { performance } from 'node:perf_hooks';

const TICK_MS = 10;
const { url, path, charts, ratePerSecond, connections, seconds } = JSON.parse(process.argv[1]);
const agent = new Agent({ keepAlive: true, maxSockets: connections });
const counts = { answered: 0, failed: 0 };
let sent = 0;

const startedAt = performance.now();
await (ratePerSecond ? steadily() : atFullSpeed());
const elapsedSeconds = (performance.now() - startedAt) / 1000;
console.log(JSON.stringify({ ...counts, ratePerSecond: counts.answered / elapsedSeconds }));
agent.destroy();

/** An open loop: requests are sent on schedule, however long the responses take. */
async function steadily() {
  const open = [];
  while (performance.now() - startedAt < seconds * 1000) {
    const due = Math.floor(((performance.now() - startedAt) / 1000) * ratePerSecond);
    while (sent < due) open.push(send());
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
  }
  await Promise.all(open);
}

async function atFullSpeed() {
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (performance.now() - startedAt < seconds * 1000) await send();
    }),
  );
}

function send() {
  sent += 1;
  const body = charts ? JSON.stringify({ chart: uniqueChart(), width: 1024, height: 512 }) : undefined;
  const headers = { accept: 'image/png', ...(body && { 'content-type': 'application/json' }) };
  return new Promise((resolve) => {
    const end = (outcome) => resolve((counts[outcome] += 1));
    request(url + path, { agent, method: body ? 'POST' : 'GET', headers, timeout: 10_000 }, (response) => {
      response.resume().once('end', () => end(response.statusCode === 200 ? 'answered' : 'failed'));
    })
      .once('error', () => end('failed'))
      .once('timeout', function () {
        this.destroy(new Error('too slow'));
      })
      .end(body);
  });
}

/** Six bars, as in the agent's own image, with random values, so that no cached image matches. */
function uniqueChart() {
  return {
    type: 'bar',
    data: {
      labels: ['FailRatio', 'FailAmount', 'AccessAmount', 'MaxConcurrent', 'MinLatency', 'AvgLatency'],
      datasets: [{ label: `chart ${sent}`, data: Array.from({ length: 6 }, () => Math.random() * 100) }],
    },
    options: { title: { display: true, text: `Chart ${sent}` } },
  };
}
