import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { ChildOptions, Span } from '../tracing/tracing.port.js';
import { traceHeaders } from '../tracing/trace-headers.js';

// Printable ASCII without spaces: safe in a response header and in a log line.
const SAFE_ID = /^[\x21-\x7e]{1,128}$/;

/** The caller's `x-request-id` if it is safe to repeat, otherwise a new id. */
export function requestIdOf(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  return typeof given === 'string' && SAFE_ID.test(given) ? given : randomUUID();
}

/** Data that is available for the duration of one request. */
export class RequestContext {
  /**
   * @param span - the step of the request that runs; undefined without tracing
   * @param hidden - the name of a header that the next hop must not get
   */
  constructor(
    readonly requestId: string,
    private readonly incoming: IncomingHttpHeaders,
    readonly span?: Span,
    private readonly hidden?: 'baggage',
  ) {}

  /** The same request, within one of its steps. */
  within(span: Span): RequestContext {
    return new RequestContext(this.requestId, this.incoming, span, this.hidden);
  }

  /** The same request, for work whose result other requests get as well. */
  withoutBaggage(): RequestContext {
    return new RequestContext(this.requestId, this.incoming, this.span, 'baggage');
  }

  /**
   * The headers that the next hop must carry; computed on demand, since most requests make no hop. Without tracing,
   * those of the caller are forwarded: a mesh relates its own spans by them.
   *
   * @see https://istio.io/latest/docs/tasks/observability/distributed-tracing/overview/#trace-context-propagation
   */
  hopHeaders(): Readonly<Record<string, string>> {
    // What a tracer writes can be longer than what it read, and is encoded by its own rules.
    const { [this.hidden ?? '']: _hidden, ...headers } = traceHeaders(
      this.span?.hopHeaders() ?? this.incoming,
    );
    return { 'x-request-id': this.requestId, ...headers };
  }

  /** Whether the next hop gets baggage, so that its answer can depend on the caller. */
  get carriesBaggage(): boolean {
    return this.incoming['baggage'] !== undefined && 'baggage' in this.hopHeaders();
  }
}

const storage = new AsyncLocalStorage<RequestContext>();

/** Runs `work`, and everything it starts, as part of a request. */
export function runInRequest<T>(context: RequestContext, work: () => T): T {
  return storage.run(context, work);
}

/** Runs work whose result other requests get as well, so that it must not depend on the baggage of one. */
export function runShared<T>(work: () => T): T {
  const request = currentRequest();
  return request === undefined ? work() : runInRequest(request.withoutBaggage(), work);
}

/** Runs background work that a request happened to start, so that its log lines are not those of the request. */
export function runInBackground<T>(work: () => T): T {
  return storage.exit(work);
}

/** The request that the calling code runs in; undefined in background work. */
export function currentRequest(): RequestContext | undefined {
  return storage.getStore();
}

/**
 * Runs a step of the current request, and everything it starts, in a separate span. Without tracing it only runs it.
 *
 * @param step - gets the span
 */
export async function inSpan<T>(
  name: string,
  options: ChildOptions,
  step: (span: Span | undefined) => Promise<T>,
): Promise<T> {
  const request = currentRequest();
  if (request?.span === undefined) return step(undefined);
  const span = request.span.child(name, options);
  try {
    return await runInRequest(request.within(span), () => step(span));
  } catch (error) {
    span.fail(errorTypeOf(error), error);
    throw error;
  } finally {
    span.end();
  }
}

/** The value of `error.type`: the code of an error that has one, otherwise its name. */
function errorTypeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'Error';
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : error.name;
}
