import { runInPod, type NodePod } from './node-pod.js';
import { evaluateInPod } from './pods.js';

export type Expected = 'open' | 'closed';

/** What is expected of TCP connections, by `host:port`. */
export type Reach = Readonly<Record<string, Expected>>;

/**
 * What a new pod reaches. Each connection is tried until it is as expected or half a minute is over: new pods and new
 * policies are filtered only after a moment.
 */
export async function reachFromPod(namespace: string, expected: Reach, pod?: NodePod): Promise<Reach> {
  return JSON.parse(await runInPod(namespace, `console.log(await (${seen(expected)}));`, pod)) as Reach;
}

/** What a pod of a Service of ours reaches, tried in the same way. */
export async function reachFromService(namespace: string, service: string, expected: Reach): Promise<Reach> {
  return JSON.parse(await evaluateInPod(namespace, service, seen(expected))) as Reach;
}

/** A promise, as source, of what was seen last, as JSON. */
function seen(expected: Reach): string {
  return `(async () => {
    const { connect } = await import('node:net');
    const once = (host, port) => new Promise((resolve) => {
      const socket = connect({ host, port, timeout: 2000 });
      const end = (state) => { socket.destroy(); resolve(state); };
      socket.on('connect', () => end('open')).on('timeout', () => end('closed')).on('error', () => end('closed'));
    });
    const giveUpAt = Date.now() + 30_000;
    const as = async ([address, wanted]) => {
      const colon = address.lastIndexOf(':');
      let state;
      do {
        state = await once(address.slice(0, colon), Number(address.slice(colon + 1)));
        await new Promise((resolve) => setTimeout(resolve, 100));
      } while (state !== wanted && Date.now() < giveUpAt);
      return [address, state];
    };
    const states = await Promise.all(Object.entries(${JSON.stringify(expected)}).map(as));
    return JSON.stringify(Object.fromEntries(states));
  })()`;
}
