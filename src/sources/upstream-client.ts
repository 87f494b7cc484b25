import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { type HttpModuleOptions, HttpService } from '@nestjs/axios';
import { Inject, Injectable } from '@nestjs/common';
import { type AxiosRequestConfig, isAxiosError } from 'axios';
import { ExponentialBackoff, type RetryPolicy, handleWhen, retry } from 'cockatiel';
import { UpstreamError, type UpstreamFailure } from '../platform/errors.js';
import { steadyTimeMs } from '../platform/clock.js';
import { currentRequest, inSpan } from '../platform/http/request-context.js';
import { SETTINGS } from '../platform/settings/read-settings.js';
import type { SpanAttributes } from '../platform/tracing/tracing.port.js';
import type { SourcesSettings } from './sources.settings.js';
import { upstreamErrorOf } from './sources.errors.js';
import { type UpstreamAnswer, isEncoded } from './upstream-answer.js';
import { UpstreamTelemetry } from './upstream-telemetry.js';

const KEEP_ALIVE = { keepAlive: true, maxSockets: 256 };

/** What every request to an upstream service has in common. */
export const HTTP_OPTIONS: HttpModuleOptions = {
  httpAgent: new HttpAgent(KEEP_ALIVE),
  httpsAgent: new HttpsAgent(KEEP_ALIVE),
  // Requests go to the configured address only: no proxy, no redirect, no other host.
  proxy: false,
  maxRedirects: 0,
  // Drivers check status and body. Responses are not compressed, because that would hide their size.
  validateStatus: () => true,
  responseType: 'text',
  transformResponse: (body: string) => body,
  decompress: false,
  headers: { 'accept-encoding': 'identity', 'user-agent': 'k8s-app-monitor-agent' },
};

/** The time budget that all requests for one question share. */
export class Budget {
  readonly signal: AbortSignal;

  /** @param isProbe - for checks, which are not part of what the agent does for its callers */
  constructor(
    readonly timeoutMs: number,
    readonly isProbe = false,
  ) {
    this.signal = AbortSignal.timeout(timeoutMs);
  }

  get isSpent(): boolean {
    return this.signal.aborted;
  }
}

/**
 * Joins a base URL, a path and a query.
 *
 * @param path - encoded segments without a leading slash
 * @throws RangeError when the path leads out of the base, as `..` does, even encoded
 * @see https://url.spec.whatwg.org/#double-dot-path-segment
 */
export function joinUrl(base: string, path: string, query: Readonly<Record<string, string>> = {}): URL {
  const url = new URL(base);
  const folder = `${url.pathname.replace(/\/$/, '')}/`;
  url.pathname = folder + path;
  // As if written by hand: no segment was resolved, and no character ended the path.
  if (url.pathname !== folder + path) throw new RangeError(`The path ${path} cannot be joined to ${base}`);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url;
}

// Nothing was answered, and a retry may reach another replica, or the same one after its restart.
const RETRYABLE_FAILURES: ReadonlySet<UpstreamFailure> = new Set(['refused', 'reset']);
const RETRYABLE_STATUSES: ReadonlySet<number> = new Set([502, 503, 504]);

const FIRST_DELAY_MS = 50;
const LONGEST_DELAY_MS = 500;

/** Sends requests to upstream services. */
@Injectable()
export class UpstreamClient {
  private readonly retry;

  constructor(
    private readonly http: HttpService,
    @Inject(SETTINGS) private readonly settings: SourcesSettings,
    private readonly telemetry: UpstreamTelemetry,
  ) {
    this.retry = retryPolicy(settings.UPSTREAM_RETRIES);
  }

  /**
   * Sends a GET request, with retries while the budget lasts. Any status is an answer.
   *
   * @param accept - the value of `Accept`
   * @throws UpstreamError when there is no answer
   */
  async get(url: URL, accept: string, budget: Budget): Promise<UpstreamAnswer> {
    let first: unknown;
    return this.retry.execute(async ({ attempt }) => {
      if (attempt > 0) this.telemetry.retried(url.host);
      try {
        return await this.getTraced(url, accept, budget, attempt);
      } catch (error) {
        first ??= error;
        // The failure that caused a retry says more than the timeout that ended it.
        throw budget.isSpent ? first : error;
      }
    }, budget.signal);
  }

  /** Each attempt is a span, whose id the server gets, and a call in the service graph. */
  private getTraced(url: URL, accept: string, budget: Budget, attempt: number): Promise<UpstreamAnswer> {
    return inSpan('GET', { kind: 'client', attributes: clientAttributes(url, attempt) }, async (span) => {
      const startMs = steadyTimeMs();
      let answer: UpstreamAnswer | undefined;
      try {
        answer = await this.getOnce(url, accept, budget);
        span?.set({ 'http.response.status_code': answer.status });
        if (answer.status >= 400) span?.fail(String(answer.status));
        return answer;
      } finally {
        if (!budget.isProbe) this.telemetry.called(url.hostname, steadyTimeMs() - startMs, answer?.status);
      }
    });
  }

  private async getOnce(url: URL, accept: string, budget: Budget): Promise<UpstreamAnswer> {
    const { UPSTREAM_MAX_BYTES: maxBytes } = this.settings;
    const request: AxiosRequestConfig<string> = {
      signal: budget.signal,
      maxContentLength: maxBytes,
      headers: { ...currentRequest()?.hopHeaders(), accept },
    };
    try {
      const { status, headers: received, data } = await this.send(url, request);
      const headers = received as UpstreamAnswer['headers'];
      return { address: url.host, status, headers, body: isEncoded(headers) ? '' : data };
    } catch (error) {
      const { timeoutMs, isSpent } = budget;
      throw upstreamErrorOf(error, { address: url.host, timeoutMs, timedOut: isSpent, maxBytes });
    }
  }

  private async send(url: URL, request: AxiosRequestConfig<string>) {
    try {
      return await this.http.axiosRef.get<string>(url.href, request);
    } catch (error) {
      if (!lostOnReusedConnection(error)) throw error;
      // The server closed an idle connection just as it was reused, and never saw the request, so that repeating a
      // GET is safe (RFC 9110, section 9.2.2). A new connection cannot fail this way.
      return await this.http.axiosRef.get<string>(url.href, {
        ...request,
        httpAgent: new HttpAgent({ keepAlive: false }),
        httpsAgent: new HttpsAgent({ keepAlive: false }),
      });
    }
  }
}

/** @see https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-client-span */
function clientAttributes(url: URL, attempt: number): SpanAttributes {
  return {
    'http.request.method': 'GET',
    'url.full': url.href,
    'server.address': url.hostname,
    'server.port': Number(url.port) || (url.protocol === 'https:' ? 443 : 80),
    'http.request.resend_count': attempt === 0 ? undefined : attempt,
  };
}

/**
 * Retries a GET where that is safe (RFC 9110, section 9.2.2) and useful.
 *
 * Delays grow and are jittered, so that many callers do not retry at the same time.
 *
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
function retryPolicy(times: number): RetryPolicy {
  return retry(
    handleWhen(
      (error) => error instanceof UpstreamError && RETRYABLE_FAILURES.has(error.failure),
    ).orWhenResult((answer) => RETRYABLE_STATUSES.has((answer as { status: number }).status)),
    {
      maxAttempts: times,
      backoff: new ExponentialBackoff({ initialDelay: FIRST_DELAY_MS, maxDelay: LONGEST_DELAY_MS }),
    },
  );
}

function lostOnReusedConnection(error: unknown): boolean {
  if (!isAxiosError(error) || error.response !== undefined) return false;
  const reused = (error.request as { reusedSocket?: boolean } | undefined)?.reusedSocket === true;
  return reused && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
}
