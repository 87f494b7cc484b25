// `npm start`: builds, runs both services, and stops both together.
import { assertPortsFree, readPorts } from './ports.mjs';
import { runCommand, startService, waitUntilReady } from './services.mjs';

const ports = readPorts(process.env);
const children = [];
const stopping = new AbortController();
let failed = false;

// The terminal sends Ctrl-C to the whole process group and npm forwards it as well, so it can arrive more than once.
const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
for (const signal of STOP_SIGNALS) process.on(signal, stop);

try {
  await assertPortsFree(ports);
  if (!process.argv.includes('--no-build')) await runCommand('npm', ['run', '--silent', 'build']);
  if (!stopping.signal.aborted) await run();
} catch (error) {
  if (!stopping.signal.aborted) {
    console.error(`k8s-app-monitor: ${error.message}`);
    process.exitCode = 1;
  }
  stop();
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
      // As in the image: a fifth less memory (docs/explanation/rendering-performance.md).
      ['--max-semi-space-size=2', '--single-threaded-gc'],
    ),
  );
  const exits = children.map(({ exited }) => exited);
  // The first service to exit stops the other one: half a system must not look like a running one.
  const firstExit = Promise.race(exits).then(({ signal }) => {
    // Ctrl-C can end a service that is still starting before this process receives the signal.
    failed = !stopping.signal.aborted && !STOP_SIGNALS.includes(signal);
    stop();
  });

  await Promise.race([
    Promise.all([metricsApi, agent].map((port) => waitUntilReady(port, stopping.signal))),
    firstExit,
  ]);
  if (!stopping.signal.aborted) console.log(greeting(agent, metricsApi));

  const results = await Promise.all(exits);
  process.exitCode = !failed && results.every(isClean) ? 0 : 1;
}

/** A service that is stopped before it listens has nothing to finish, so the signal itself can end it. */
function isClean({ code, signal }) {
  return code === 0 || STOP_SIGNALS.includes(signal);
}

function stop() {
  stopping.abort();
  for (const { child } of children) child.kill('SIGTERM');
}

function greeting(agent, metricsApi) {
  return `
k8s-app-monitor is running.

  The chart     http://localhost:${agent}/k8s-app-monitor-test
  The metrics   http://localhost:${metricsApi}/metrics

Try next:

  Open the first address in a browser: the page shows a new chart every second.
  curl -o chart.png http://localhost:${agent}/k8s-app-monitor-test
  Interactive API documentation: http://localhost:${agent}/docs and http://localhost:${metricsApi}/docs

LOG_LEVEL=info npm start shows every request. Ctrl-C stops both services.
`;
}
