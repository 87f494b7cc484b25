import { execFile } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

const POLL_MS = 200;
const MAX_POLLS = 300;

/** A container of the compose file, by the name that is fixed there. */
export interface Container {
  readonly name: string;
  readonly service: string;
  readonly port: number;
}

export const METRICS_API: Container = { name: 'monitor-test', service: 'k8s-app-monitor-test', port: 3000 };
export const AGENT: Container = { name: 'monitor-agent', service: 'k8s-app-monitor-agent', port: 8888 };

/** Runs `docker …` and gives what it printed. */
export async function docker(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('docker', args);
  return stdout.trim();
}

/** What `docker inspect` says of a container or an image at a path such as `.State.ExitCode`. */
export async function inspect(name: string, path: string): Promise<unknown> {
  return JSON.parse(await docker('inspect', '--format', `{{json ${path}}}`, name));
}

/** Runs a module of JavaScript inside a container and gives what it printed; the images have no other program. */
export async function evaluateIn({ name }: Pick<Container, 'name'>, script: string): Promise<string> {
  return docker('exec', name, 'node', '--input-type=module', '--eval', script);
}

/** Asks a container's port, wherever Docker has published it: it changes with each start. */
export async function get(container: Container, path: string, accept = '*/*'): Promise<Response> {
  const [published] = (await docker('port', container.name, `${container.port}`)).split('\n');
  return fetch(`http://localhost:${published?.split(':').at(-1)}${path}`, { headers: { accept } });
}

/** Asks again and again until the answer is yes. */
export async function until(what: string, condition: () => Promise<boolean>): Promise<void> {
  for (let poll = 0; poll < MAX_POLLS; poll += 1) {
    if (await condition()) return;
    await delay(POLL_MS);
  }
  throw new Error(`Expected ${what}, which did not come`);
}

export async function untilHealthy({ name }: Container): Promise<void> {
  await until(
    `${name} to be healthy`,
    async () => (await inspect(name, '.State.Health.Status')) === 'healthy',
  );
}
