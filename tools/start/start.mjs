// `npm start`: builds, runs both services side by side, and ends both together.
import { assertPortsFree, readPorts } from './ports.mjs';
import { runToEnd, startService, waitUntilReady } from './services.mjs';

const ports = readPorts(process.env);
const children = [];
const ending = new AbortController();
let failed = false;

// The terminal sends Ctrl-C to the whole group and npm passes it on as well, so it may come more than once.
const END_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
for (const signal of END_SIGNALS) process.on(signal, end);

try {
  await assertPortsFree(ports);
  if (!process.argv.includes('--no-build')) await runToEnd('npm', ['run', '--silent', 'build']);
  if (!ending.signal.aborted) await run();
} catch (error) {
  if (!ending.signal.aborted) {
    console.error(`k8s-app-monitor: ${error.message}`);
    process.exitCode = 1;
  }
  end();
}

async function run() {
  const { agent, metricsApi, agentMetrics, metricsApiMetrics } = Object.fromEntries(
    ports.map(({ of, port }) => [of, port]),
  );
  children.push(
    startService('k8s-app-monitor-test', { PORT: metricsApi, METRICS_PORT: metricsApiMetrics }),
    startService(
      'k8s-app-monitor-agent',
      {
        PORT: agent,
        METRICS_PORT: agentMetrics,
        SERVICE_NAME: 'localhost',
        APP_PORT: metricsApi,
        MALLOC_ARENA_MAX: 1,
      },
      // As in the image: a fifth less memory (docs/performance.md).
      ['--max-semi-space-size=2', '--single-threaded-gc'],
    ),
  );
  const exits = children.map(({ exited }) => exited);
  // Whichever ends first takes the other with it: half a system must not look like a running one.
  const firstExit = Promise.race(exits).then(({ signal }) => {
    // A Ctrl-C may end a service that is still starting before this process hears of it itself.
    failed = !ending.signal.aborted && !END_SIGNALS.includes(signal);
    end();
  });

  await Promise.race([
    Promise.all([metricsApi, agent].map((port) => waitUntilReady(port, ending.signal))),
    firstExit,
  ]);
  if (!ending.signal.aborted) console.log(greeting(agent, metricsApi));

  const endings = await Promise.all(exits);
  process.exitCode = !failed && endings.every(isClean) ? 0 : 1;
}

/** A service that is told to end before it listens has nothing to finish: the signal itself may end it. */
function isClean({ code, signal }) {
  return code === 0 || END_SIGNALS.includes(signal);
}

function end() {
  ending.abort();
  for (const { child } of children) child.kill('SIGTERM');
}

function greeting(agent, metricsApi) {
  return `
k8s-app-monitor is running.

  The chart     http://localhost:${agent}/k8s-app-monitor-test
  The metrics   http://localhost:${metricsApi}/metrics

Try next:

  Open the first address in a browser: the page draws a new chart every second.
  curl -o chart.png http://localhost:${agent}/k8s-app-monitor-test
  The APIs, to click through: http://localhost:${agent}/docs and http://localhost:${metricsApi}/docs

LOG_LEVEL=info npm start shows every request. Ctrl-C ends both.
`;
}
