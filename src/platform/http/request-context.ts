import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

// Headers that a mesh and its tracers need to correlate the hops of one request: the request id, W3C Trace
// Context and Baggage, and both forms of B3.
// https://istio.io/latest/docs/tasks/observability/distributed-tracing/overview/#trace-context-propagation
const PROPAGATED = new Set(['traceparent', 'tracestate', 'baggage', 'b3']);
const PROPAGATED_PREFIX = 'x-b3-';

/** The headers that the next hop must carry, including the request id. */
export function hopHeaders(incoming: IncomingHttpHeaders, requestId: string): Record<string, string> {
  const carried: Record<string, string> = { 'x-request-id': requestId };
  for (const [name, value] of Object.entries(incoming)) {
    if (value === undefined || !(PROPAGATED.has(name) || name.startsWith(PROPAGATED_PREFIX))) continue;
    carried[name] = Array.isArray(value) ? value.join(',') : value;
  }
  return carried;
}

// Printable ASCII without spaces: safe in a response header and in a log line.
const SAFE_ID = /^[\x21-\x7e]{1,128}$/;

/** The caller's `x-request-id` if it is safe to repeat, otherwise a new id. */
export function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && SAFE_ID.test(given) ? given : randomUUID();
}

/** Data that is available for the duration of one request. */
export class RequestContext {
  constructor(
    readonly requestId: string,
    private readonly incoming: IncomingHttpHeaders,
  ) {}

  /** The headers that the next hop must carry; computed on demand, since most requests make no hop. */
  get hopHeaders(): Readonly<Record<string, string>> {
    return hopHeaders(this.incoming, this.requestId);
  }
}

const storage = new AsyncLocalStorage<RequestContext>();

/** Runs `work`, and everything it starts, as part of a request. */
export function runInRequest<T>(context: RequestContext, work: () => T): T {
  return storage.run(context, work);
}

/** The request that the calling code runs in; undefined in background work. */
export function currentRequest(): RequestContext | undefined {
  return storage.getStore();
}
