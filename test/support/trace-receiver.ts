import { once } from 'node:events';
import { type IncomingHttpHeaders, type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { eventually } from './eventually.js';

/** A span as it arrived, the same for all protocols. */
export interface ReceivedSpan {
  readonly service: string;
  readonly name: string;
  readonly kind: 'server' | 'client' | 'internal';
  readonly traceId: string;
  readonly id: string;
  readonly parentId: string | undefined;
  readonly attributes: Readonly<Record<string, string>>;
  /** Ids of linked spans; Zipkin has none. */
  readonly links: readonly string[];
  readonly isError: boolean;
  readonly startMs: number;
  readonly endMs: number;
}

export interface ReceivedBatch {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A server that receives spans as Zipkin v2 and as OTLP in JSON; other bodies are only kept. */
export class TraceReceiver {
  readonly spans: ReceivedSpan[] = [];
  readonly batches: ReceivedBatch[] = [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<TraceReceiver> {
    const server = createServer();
    const receiver = new TraceReceiver(server);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = Buffer.concat(chunks);
        const refused = receiver.receive({ url: request.url!, headers: request.headers, body });
        response.writeHead(refused ? 400 : 200, { 'content-type': 'application/json' }).end(refused ?? '{}');
      });
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The spans of a trace, in the order of their start, once one with each of the names has arrived. */
  async trace(traceId: string, ...names: readonly string[]): Promise<ReceivedSpan[]> {
    const received = () => this.spans.filter((span) => span.traceId === traceId);
    await eventually(`the spans ${names.join(', ')} of trace ${traceId} have arrived`, () =>
      names.every((name) => received().some((span) => span.name === name)),
    );
    return received().sort((one, other) => one.startMs - other.startMs);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  /** @returns why Zipkin would refuse the batch, if it would */
  private receive({ url, headers, body }: ReceivedBatch): string | undefined {
    const content = headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
    this.batches.push({ url, headers, body: content });
    if (headers['content-type'] !== 'application/json') return undefined;
    const json: unknown = JSON.parse(content.toString());
    if (Array.isArray(json) && !json.every(isWhole))
      return 'Expected whole numbers of microseconds as timestamps and durations';
    this.spans.push(...(Array.isArray(json) ? json.map(fromZipkin) : fromOtlp(json as OtlpBody)));
    return undefined;
  }
}

interface ZipkinSpan {
  readonly traceId: string;
  readonly id: string;
  readonly parentId?: string;
  readonly name: string;
  readonly kind?: 'SERVER' | 'CLIENT';
  readonly timestamp: number;
  readonly duration: number;
  readonly localEndpoint: { readonly serviceName: string };
  readonly tags: Readonly<Record<string, string>>;
}

function isWhole({ timestamp, duration }: ZipkinSpan): boolean {
  return Number.isInteger(timestamp) && Number.isInteger(duration);
}

function fromZipkin(span: ZipkinSpan): ReceivedSpan {
  return {
    service: span.localEndpoint.serviceName,
    name: span.name,
    kind: span.kind === 'SERVER' ? 'server' : span.kind === 'CLIENT' ? 'client' : 'internal',
    traceId: span.traceId,
    id: span.id,
    parentId: span.parentId,
    attributes: span.tags,
    links: [],
    isError: span.tags['error'] !== undefined,
    startMs: span.timestamp / 1000,
    endMs: (span.timestamp + span.duration) / 1000,
  };
}

interface OtlpAttribute {
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
}

interface OtlpBody {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly OtlpAttribute[] };
    readonly scopeSpans: readonly { readonly spans: readonly OtlpSpan[] }[];
  }[];
}

interface OtlpSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly OtlpAttribute[];
  readonly links?: readonly { readonly spanId: string }[];
  readonly status: { readonly code: number };
}

// https://github.com/open-telemetry/opentelemetry-proto: enum SpanKind, enum StatusCode
const KINDS: Readonly<Record<number, ReceivedSpan['kind']>> = { 1: 'internal', 2: 'server', 3: 'client' };
const STATUS_ERROR = 2;

function fromOtlp({ resourceSpans }: OtlpBody): ReceivedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const process = attributesOf(resource.attributes);
    return scopeSpans.flatMap(({ spans }) =>
      spans.map((span) => ({
        service: process['service.name']!,
        name: span.name,
        kind: KINDS[span.kind]!,
        traceId: span.traceId,
        id: span.spanId,
        parentId: span.parentSpanId,
        attributes: { ...process, ...attributesOf(span.attributes) },
        links: (span.links ?? []).map(({ spanId }) => spanId),
        isError: span.status.code === STATUS_ERROR,
        startMs: Number(span.startTimeUnixNano) / 1e6,
        endMs: Number(span.endTimeUnixNano) / 1e6,
      })),
    );
  });
}

function attributesOf(attributes: readonly OtlpAttribute[]): Record<string, string> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, String(Object.values(value)[0])]));
}
