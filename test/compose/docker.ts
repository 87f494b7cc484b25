import { execFile } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

const POLL_MS = 200;
const MAX_POLLS = 300;

/** A container of the compose file, by its fixed name. */
export interface Container {
  readonly name: string;
  readonly service: string;
  readonly port: number;
}

export const METRICS_API: Container = { name: 'monitor-test', service: 'k8s-app-monitor-test', port: 3000 };
export const AGENT: Container = { name: 'monitor-agent', service: 'k8s-app-monitor-agent', port: 8888 };

/** The output of `docker …`. */
export async function docker(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('docker', args);
  return stdout.trim();
}

/** The value that `docker inspect` has for a container or an image at a path such as `.State.ExitCode`. */
export async function inspect(name: string, path: string): Promise<unknown> {
  return JSON.parse(await docker('inspect', '--format', `{{json ${path}}}`, name));
}

/** Runs a JavaScript module in a container and returns its output; the images have no other program. */
export async function evaluateIn({ name }: Pick<Container, 'name'>, script: string): Promise<string> {
  return docker('exec', name, 'node', '--input-type=module', '--eval', script);
}

/** Sends a request to a container's port, whose published number changes with each start. */
export async function get(container: Container, path: string, accept = '*/*'): Promise<Response> {
  const [published] = (await docker('port', container.name, `${container.port}`)).split('\n');
  return fetch(`http://localhost:${published?.split(':').at(-1)}${path}`, { headers: { accept } });
}

/** Polls until the condition is true. */
export async function until(what: string, condition: () => Promise<boolean>): Promise<void> {
  for (let poll = 0; poll < MAX_POLLS; poll += 1) {
    if (await condition()) return;
    await delay(POLL_MS);
  }
  throw new Error(`Expected ${what} within a minute`);
}

export async function untilHealthy({ name }: Container): Promise<void> {
  await until(
    `${name} to be healthy`,
    async () => (await inspect(name, '.State.Health.Status')) === 'healthy',
  );
}
