import type { IncomingHttpHeaders } from 'node:http';

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
