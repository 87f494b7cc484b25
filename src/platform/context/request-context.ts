import { AsyncLocalStorage } from 'node:async_hooks';

/** What belongs to one request, for as long as it lasts. */
export interface RequestContext {
  readonly requestId: string;
  /** Headers that the next hop must carry on; see `hop-headers.ts`. */
  readonly hopHeaders: Readonly<Record<string, string>>;
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
