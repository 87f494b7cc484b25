import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

// What a mesh and its tracers need to join the hops of one request: the request id, W3C Trace Context
// and Baggage, and both forms of B3.
// https://istio.io/latest/docs/tasks/observability/distributed-tracing/overview/#trace-context-propagation
const NAMES = new Set(['traceparent', 'tracestate', 'baggage', 'b3']);
const PREFIX = 'x-b3-';

/** Picks the headers that the next hop must carry on, the request id among them. */
export function hopHeaders(incoming: IncomingHttpHeaders, requestId: string): Record<string, string> {
  const carried: Record<string, string> = { 'x-request-id': requestId };
  for (const [name, value] of Object.entries(incoming)) {
    if (value === undefined || !(NAMES.has(name) || name.startsWith(PREFIX))) continue;
    carried[name] = Array.isArray(value) ? value.join(',') : value;
  }
  return carried;
}

// Printable ASCII without spaces: safe to echo in a header and to print in a log.
const ACCEPTABLE = /^[\x21-\x7e]{1,128}$/;

/** The caller's `x-request-id` where it is safe to repeat, else a new one. */
export function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && ACCEPTABLE.test(given) ? given : randomUUID();
}

/** What belongs to one request, for as long as it lasts. */
export class RequestContext {
  constructor(
    readonly requestId: string,
    private readonly incoming: IncomingHttpHeaders,
  ) {}

  /** Headers that the next hop must carry on; picked when asked for, since most requests make no hop. */
  get hopHeaders(): Readonly<Record<string, string>> {
    return hopHeaders(this.incoming, this.requestId);
  }
}

const storage = new AsyncLocalStorage<RequestContext>();

/** Runs `work`, and all that it starts, as part of a request. */
export function runInRequest<T>(context: RequestContext, work: () => T): T {
  return storage.run(context, work);
}

/** The request that the caller is part of; none in the background. */
export function currentRequest(): RequestContext | undefined {
  return storage.getStore();
}
