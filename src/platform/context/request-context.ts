import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingHttpHeaders } from 'node:http';
import { hopHeaders } from './hop-headers.js';

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
