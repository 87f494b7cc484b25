import { freePort } from '../../support/ports.js';
import { eventually } from '../../support/eventually.js';
import { type ReceivedSpan, TraceReceiver } from '../../support/trace-receiver.js';
import { Program } from './program.js';

/** A span, as Zipkin shows it: with names in lower case. */
export interface StoredSpan {
  readonly service: string;
  readonly name: string;
  readonly kind: string;
  readonly traceId: string;
  readonly id: string;
  readonly parentId: string | undefined;
}

/** Something that receives spans as Zipkin v2 and shows traces. */
export interface SpanStore {
  readonly port: number;
  /** Ids of all traces. */
  traceIds(): Promise<string[]>;
  /** The spans of a trace, as far as they have arrived. */
  spans(traceId: string): Promise<StoredSpan[]>;
  stop(): Promise<void>;
}

/**
 * The spans of all traces, by trace, once there are as many spans as expected.
 *
 * @throws Error with the spans that have arrived when others do not arrive in time
 */
export async function allTraces(store: SpanStore, expected: number): Promise<StoredSpan[][]> {
  let traces: StoredSpan[][] = [];
  await eventually(`${expected} spans have arrived`, async () => {
    traces = await Promise.all((await store.traceIds()).map((id) => store.spans(id)));
    return traces.flat().length >= expected;
  }).catch((error: Error) => {
    const arrived = traces.flat().map(({ traceId, service, name }) => `${traceId} ${service} ${name}`);
    throw new Error(`${error.message}:\n${arrived.join('\n') || 'none'}`);
  });
  return traces;
}

interface ZipkinSpan {
  readonly traceId: string;
  readonly id: string;
  readonly parentId?: string;
  readonly name?: string;
  readonly kind?: string;
  readonly localEndpoint: { readonly serviceName: string };
}

/** A real Zipkin server, which keeps spans in memory. */
export async function startZipkin(jar: string): Promise<SpanStore> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const listen = [
    '-Dserver.address=127.0.0.1',
    '-Darmeria.ports[0].ip=127.0.0.1',
    `-Darmeria.ports[0].port=${port}`,
    '-Darmeria.ports[0].protocols[0]=http',
  ];
  const memory = ['-Xms64m', '-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
  const server = await Program.start('java', [...memory, ...listen, '-jar', jar], `${url}/health`, {
    STORAGE_TYPE: 'mem',
    SELF_TRACING_ENABLED: 'false',
  });
  return {
    port,
    traceIds: async () => {
      const traces = (await (await fetch(`${url}/api/v2/traces?limit=1000`)).json()) as ZipkinSpan[][];
      return traces.map(([span]) => span!.traceId);
    },
    spans: async (traceId) => {
      const response = await fetch(`${url}/api/v2/trace/${traceId}`);
      if (response.status === 404) return [];
      const spans = (await response.json()) as ZipkinSpan[];
      return spans.map(({ localEndpoint, name = '', kind = 'INTERNAL', traceId, id, parentId }) => {
        return { service: localEndpoint.serviceName, name, kind: kind.toLowerCase(), traceId, id, parentId };
      });
    },
    stop: () => server.stop(),
  };
}

/** A small server in place of Zipkin, for the short form. */
export async function startReceiver(): Promise<SpanStore> {
  const receiver = await TraceReceiver.start();
  const stored = ({ service, name, kind, traceId, id, parentId }: ReceivedSpan): StoredSpan => {
    return { service, name: name.toLowerCase(), kind, traceId, id, parentId };
  };
  return {
    port: Number(new URL(receiver.url).port),
    traceIds: () => Promise.resolve([...new Set(receiver.spans.map(({ traceId }) => traceId))]),
    spans: (traceId) =>
      Promise.resolve(receiver.spans.filter((span) => span.traceId === traceId).map(stored)),
    stop: () => receiver.stop(),
  };
}
