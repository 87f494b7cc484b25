import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * The four ports of the two services, each with the variable that sets it.
 *
 * Ends the process with exit code 78 when a variable is not a valid port.
 *
 * @param {Record<string, string | undefined>} environment
 * @returns {{ of: string, port: number, variable: string }[]}
 */
export function readPorts(environment) {
  const metricsPort = portFrom(environment, 'METRICS_PORT', 9464);
  return [
    { of: 'agent', port: portFrom(environment, 'PORT', 8888), variable: 'PORT' },
    { of: 'metricsApi', port: portFrom(environment, 'APP_PORT', 3000), variable: 'APP_PORT' },
    { of: 'metricsApiMetrics', port: metricsPort, variable: 'METRICS_PORT' },
    { of: 'agentMetrics', port: metricsPort + 1, variable: 'METRICS_PORT' },
  ];
}

function portFrom(environment, variable, fallback) {
  const text = environment[variable] || String(fallback);
  const port = Number(text);
  // 65535 is excluded because the agent's own metrics use the port after METRICS_PORT.
  if (/^\d+$/.test(text) && port >= 1 && port <= 65534) return port;
  console.error(
    `k8s-app-monitor: Expected ${variable} to be a port between 1 and 65534 but received "${text}" (for example ${variable}=${fallback})`,
  );
  process.exit(78); // EX_CONFIG, as in the services
}

/** @throws Error when two of the ports are the same, or one is already in use */
export async function assertPortsFree(ports) {
  for (const [index, { port, variable }] of ports.entries()) {
    const twin = ports.slice(0, index).find((other) => other.port === port);
    if (twin !== undefined) {
      throw new Error(
        `Port ${port} is configured twice: set ${twin.variable} or ${variable} to a different port`,
      );
    }
    if (!(await isFree(port))) {
      throw new Error(
        `Port ${port} is already in use: stop the process that uses it, or set ${variable} to a different port`,
      );
    }
  }
}

async function isFree(port) {
  const probe = createServer();
  try {
    probe.listen(port);
    await once(probe, 'listening');
    return true;
  } catch (error) {
    if (error.code === 'EADDRINUSE') return false;
    throw error;
  } finally {
    probe.close();
  }
}
