import { createInterface } from 'node:readline';
import { RunningKubectl } from './commands.js';

/**
 * Forwards a port of a Service or a pod to this machine while `use` runs.
 *
 * @param target - such as `service/k8s-app-monitor-agent`
 * @param use - takes the address, such as `http://127.0.0.1:40123`
 */
export async function withPortForward<T>(
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
  throw new Error('kubectl port-forward ended before it forwarded the port');
}

export interface Answer {
  readonly status: number;
  readonly type: string | null;
  readonly body: Buffer;
}

export interface Target {
  readonly namespace: string;
  readonly service: string;
  readonly port: number;
}

/** The response of a Service through `kubectl port-forward`, with a PNG image preferred. */
export async function answerOf({ namespace, service, port }: Target, path: string): Promise<Answer> {
  return withPortForward(namespace, `service/${service}`, port, async (url) => {
    const response = await fetch(`${url}${path}`, { headers: { accept: 'image/png, */*;q=0.5' } });
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      body: Buffer.from(await response.arrayBuffer()),
    };
  });
}

export function isPicture({ status, type }: Answer): boolean {
  return status === 200 && type === 'image/png';
}
