import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { HttpService } from '@nestjs/axios';
import { Inject, Injectable } from '@nestjs/common';
import { type AxiosRequestConfig, isAxiosError } from 'axios';
import { ExponentialBackoff, type RetryPolicy, handleWhen, retry } from 'cockatiel';
import { UpstreamError, type UpstreamFailure } from '../platform/errors.js';
import { currentRequest } from '../platform/http/request-context.js';
import { SETTINGS } from '../platform/settings/read-settings.js';
import type { SourcesSettings } from './sources.settings.js';
import { upstreamErrorOf } from './sources.errors.js';
import type { UpstreamAnswer } from './upstream-answer.js';
import { UpstreamTelemetry } from './upstream-telemetry.js';

/** The time that all work for one question may take together. */
export class Budget {
  readonly signal: AbortSignal;

  constructor(readonly timeoutMs: number) {
    this.signal = AbortSignal.timeout(timeoutMs);
  }

  get isSpent(): boolean {
    return this.signal.aborted;
  }
}

/**
 * An address beneath a base.
 *
 * @param path - segments, already encoded, without a slash at the beginning
 */
export function beneath(base: string, path: string, query: Readonly<Record<string, string>> = {}): URL {
  const url = new URL(`${base.replace(/\/$/, '')}/${path}`);
  url.search = new URLSearchParams(query).toString();
  return url;
}

// Nothing was answered, and another try may find another replica, or the same one started again.
const WORTH_A_RETRY: ReadonlySet<UpstreamFailure> = new Set(['refused', 'reset']);
const PASSING_STATUSES: ReadonlySet<number> = new Set([502, 503, 504]);

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 500;

/**
 * Tries a GET again where that is safe and of use: RFC 9110, section 9.2.2, allows to repeat it.
 *
 * Pauses grow and are jittered, so that many callers do not come back at once.
 *
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
function retryPolicy(times: number): RetryPolicy {
  return retry(
    handleWhen((error) => error instanceof UpstreamError && WORTH_A_RETRY.has(error.failure)).orWhenResult(
      (answer) => PASSING_STATUSES.has((answer as { status: number }).status),
    ),
    {
      maxAttempts: times,
      backoff: new ExponentialBackoff({ initialDelay: FIRST_PAUSE_MS, maxDelay: LONGEST_PAUSE_MS }),
    },
  );
}

/** Reads other services over HTTP. */
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
   * Asks with GET, and again where that is safe and there is time. Any status is an answer.
   *
   * @param accept - media types, as in `Accept`
   * @throws UpstreamError when there is no answer
   */
  async get(url: URL, accept: string, budget: Budget): Promise<UpstreamAnswer> {
    let first: unknown;
    return this.retry.execute(async ({ attempt }) => {
      if (attempt > 0) this.telemetry.retried(url.host);
      try {
        return await this.getOnce(url, accept, budget);
      } catch (error) {
        first ??= error;
        // A retry that the time ran out for knows less than what it was made for, such as a refused connection.
        throw budget.isSpent ? first : error;
      }
    }, budget.signal);
  }

  private async getOnce(url: URL, accept: string, budget: Budget): Promise<UpstreamAnswer> {
    const { UPSTREAM_MAX_BYTES: maxBytes } = this.settings;
    const request: AxiosRequestConfig<string> = {
      signal: budget.signal,
      maxContentLength: maxBytes,
      headers: { ...currentRequest()?.hopHeaders, accept },
    };
    try {
      const { status, headers, data } = await this.send(url, request);
      return { address: url.host, status, headers: headers as UpstreamAnswer['headers'], body: data };
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
      // The other side closed an idle connection just as it was used again: it never saw the request
      // (RFC 9110, section 9.2.2 allows to repeat a GET). A connection of its own cannot meet the same fate.
      return await this.http.axiosRef.get<string>(url.href, {
        ...request,
        httpAgent: new HttpAgent({ keepAlive: false }),
        httpsAgent: new HttpsAgent({ keepAlive: false }),
      });
    }
  }
}

function lostOnReusedConnection(error: unknown): boolean {
  if (!isAxiosError(error) || error.response !== undefined) return false;
  const reused = (error.request as { reusedSocket?: boolean } | undefined)?.reusedSocket === true;
  return reused && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
}
