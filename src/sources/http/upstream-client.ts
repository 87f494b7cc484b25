import { HttpService } from '@nestjs/axios';
import { Inject, Injectable } from '@nestjs/common';
import { isAxiosError, type AxiosRequestConfig } from 'axios';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { AGENT_SETTINGS, type AgentSettings } from '../../platform/config/agent.settings.js';
import { currentRequest } from '../../platform/context/request-context.js';
import { retryPolicy } from '../resilience/retry-policy.js';
import { UpstreamTelemetry } from '../upstream-telemetry.js';
import type { Budget } from './budget.js';
import type { UpstreamAnswer } from './upstream-answer.js';
import { upstreamErrorOf } from './upstream-failure.js';

/** Reads other services over HTTP. */
@Injectable()
export class UpstreamClient {
  private readonly retry;

  constructor(
    private readonly http: HttpService,
    @Inject(AGENT_SETTINGS) private readonly settings: AgentSettings,
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
