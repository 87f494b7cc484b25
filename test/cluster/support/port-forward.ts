import { createInterface } from 'node:readline';
import { RunningKubectl } from './running-kubectl.js';

/**
 * Reaches a Service or a pod from this machine while `use` runs.
 *
 * @param target - such as `service/k8s-app-monitor-agent`
 * @param use - takes the address, such as `http://127.0.0.1:40123`
 */
export async function forwarded<T>(
  namespace: string,
  target: string,
  port: number,
  use: (url: string) => Promise<T>,
): Promise<T> {
  const forward = new RunningKubectl(['port-forward', '--namespace', namespace, target, `:${port}`]);
  try {
    return await use(await addressOf(forward.output));
  } finally {
    await forward.end();
  }
}

async function addressOf(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: output })) {
    const local = /^Forwarding from 127\.0\.0\.1:(\d+)/.exec(line)?.[1];
    if (local !== undefined) return `http://127.0.0.1:${local}`;
  }
  throw new Error('kubectl port-forward ended before it forwarded');
}
