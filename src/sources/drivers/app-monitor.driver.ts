import { HttpService } from '@nestjs/axios';
import { Inject, Injectable } from '@nestjs/common';
import { isAxiosError, type AxiosRequestConfig } from 'axios';
import { Agent } from 'node:http';
import { AGENT_SETTINGS, type AgentSettings } from '../../platform/config/agent.settings.js';
import { currentRequest } from '../../platform/context/request-context.js';
import { hostPort } from '../host-port.js';
import type { MetricsReading, MetricsSource } from '../metrics-source.port.js';
import { UpstreamTelemetry } from '../upstream-telemetry.js';
import { readAppMetrics } from './app-monitor.answer.js';
import { upstreamErrorOf } from './app-monitor.failure.js';

/** Reads the JSON of k8s-app-monitor-test. */
@Injectable()
export class AppMonitorDriver implements MetricsSource {
  readonly address: string;

  constructor(
    private readonly http: HttpService,
    @Inject(AGENT_SETTINGS) private readonly settings: AgentSettings,
    private readonly telemetry: UpstreamTelemetry,
  ) {
    this.address = hostPort(settings.SERVICE_NAME, settings.APP_PORT);
  }

  async read(atMostMs = Infinity): Promise<MetricsReading> {
    const timeoutMs = Math.min(atMostMs, this.settings.UPSTREAM_TIMEOUT_MS);
    return this.telemetry.observe(this.address, async () => {
      const signal = AbortSignal.timeout(timeoutMs);
      try {
        return readAppMetrics(await this.get(signal), this.address);
      } catch (error) {
        throw upstreamErrorOf(error, {
          address: this.address,
          timeoutMs,
          timedOut: signal.aborted,
          ...this.limits,
        });
      }
    });
  }

  private get limits() {
    return { maxBytes: this.settings.UPSTREAM_MAX_BYTES };
  }

  private async get(signal: AbortSignal) {
    const request: AxiosRequestConfig<string> = {
      signal,
      maxContentLength: this.settings.UPSTREAM_MAX_BYTES,
      headers: { ...currentRequest()?.hopHeaders },
    };
    const url = `http://${this.address}/metrics`;
    try {
      return await this.http.axiosRef.get<string>(url, request);
    } catch (error) {
      if (!lostOnReusedConnection(error)) throw error;
      // The other side closed an idle connection just as it was used again: it never saw the request
      // (RFC 9110, section 9.2.2 allows to repeat a GET). A connection of its own cannot meet the same fate.
      return await this.http.axiosRef.get<string>(url, {
        ...request,
        httpAgent: new Agent({ keepAlive: false }),
      });
    }
  }
}

function lostOnReusedConnection(error: unknown): boolean {
  if (!isAxiosError(error) || error.response !== undefined) return false;
  const reused = (error.request as { reusedSocket?: boolean } | undefined)?.reusedSocket === true;
  return reused && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
}
