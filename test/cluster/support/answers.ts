import { forwarded } from './port-forward.js';

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

/** What a Service answers through `kubectl port-forward`, asked for a picture first of all. */
export async function answerOf({ namespace, service, port }: Target, path: string): Promise<Answer> {
  return forwarded(namespace, `service/${service}`, port, async (url) => {
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
