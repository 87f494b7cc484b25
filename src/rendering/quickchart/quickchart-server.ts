import { createRequire } from 'node:module';
import type QuickChartClient from 'quickchart-js';
import { ChartRefusedError, RenderTimeoutError } from '../rendering.errors.js';
import { UpstreamError, type UpstreamFailure } from '../../platform/errors.js';
import { inSpan } from '../../platform/http/request-context.js';
import type { Span } from '../../platform/tracing/tracing.port.js';
import type { ChartRequest } from '../chart-renderer.port.js';
import { chartSource } from './chart-source.js';

const FAILURE_BY_CODE: Readonly<Record<string, UpstreamFailure>> = {
  ECONNREFUSED: 'refused',
  ENOTFOUND: 'name_not_found',
  EAI_AGAIN: 'name_not_found',
  ECONNRESET: 'reset',
  UND_ERR_SOCKET: 'reset',
};

const SENTENCES: Readonly<Partial<Record<UpstreamFailure, (address: string) => string>>> = {
  refused: (address) => `${address} refused the connection`,
  name_not_found: (address) => `DNS has no address for ${address}`,
  reset: (address) => `${address} closed the connection before the response was complete`,
};

/** The QuickChart server did not render, for a reason other than the chart. */
class QuickChartError extends UpstreamError {
  override readonly title = 'The QuickChart server cannot render';
}

/** Explains why `fetch` failed. */
function quickChartErrorOf(error: unknown, address: string): QuickChartError {
  const { code = '' } = ((error as Error).cause ?? {}) as { code?: string };
  const failure = FAILURE_BY_CODE[code] ?? 'unreachable';
  const sentence = SENTENCES[failure]?.(address) ?? `${address} cannot be reached`;
  return new QuickChartError(failure, address, sentence, error);
}

// The package's types describe its CommonJS build, whose only export is the class.
const require = createRequire(import.meta.url);
const QuickChart = require('quickchart-js') as typeof QuickChartClient.default;

/** The formats that every QuickChart server renders, with the first bytes of each. */
const SIGNATURES = { png: '\x89PNG', svg: '<', pdf: '%PDF' } as const;

export type ServedFormat = keyof typeof SIGNATURES;

/**
 * A QuickChart server.
 *
 * QuickChart's client builds the address and the body but does not send them: its requests cannot be cancelled when
 * they take too long, and it does not distinguish a refused chart from a failing server.
 */
export class QuickChartServer {
  private readonly base: URL;
  private readonly chartAddress: URL;

  constructor(
    url: string,
    private readonly timeoutMs: number,
  ) {
    this.base = new URL(url);
    this.chartAddress = new URL(this.client('{}').getUrl());
    this.chartAddress.search = '';
  }

  /**
   * @throws ChartRefusedError when the server reports that the chart cannot be rendered
   * @throws RenderTimeoutError when it takes too long
   * @throws QuickChartError when it does not respond, or not with a picture
   */
  async draw(request: ChartRequest, format: ServedFormat): Promise<Buffer> {
    const { spec, widthPx, heightPx, pixelRatio } = request;
    const client = this.client(chartSource(spec.config))
      .setWidth(widthPx)
      .setHeight(heightPx)
      .setDevicePixelRatio(pixelRatio)
      .setBackgroundColor(spec.background)
      .setFormat(format);
    const body = JSON.stringify(client.getPostData());
    const headers = { 'content-type': 'application/json' };
    const picture = await this.fetch(this.chartAddress, { method: 'POST', headers, body });
    if (picture.toString('latin1', 0, 4).startsWith(SIGNATURES[format])) return picture;
    throw new QuickChartError(
      'content_type',
      this.base.host,
      `${this.base.host} returned something other than ${format}`,
    );
  }

  /** @throws QuickChartError when the server does not respond */
  async check(): Promise<void> {
    await this.fetch(new URL(`${this.base.href.replace(/\/$/, '')}/healthcheck`), {});
  }

  private client(chart: string) {
    const { protocol, host, pathname } = this.base;
    return new QuickChart()
      .setScheme(protocol.slice(0, -1))
      .setHost(host + pathname.replace(/\/$/, ''))
      .setVersion('4')
      .setConfig(chart);
  }

  private fetch(address: URL, init: RequestInit): Promise<Buffer> {
    const method = init.method ?? 'GET';
    const attributes = {
      'http.request.method': method,
      'server.address': address.hostname,
      'url.full': address.href,
    };
    return inSpan(method, { kind: 'client', attributes }, (span) => this.fetchIn(span, address, init));
  }

  private async fetchIn(span: Span | undefined, address: URL, init: RequestInit): Promise<Buffer> {
    const signal = AbortSignal.timeout(this.timeoutMs);
    try {
      const response = await fetch(address, { ...init, redirect: 'error', signal });
      span?.set({ 'http.response.status_code': response.status });
      const body = Buffer.from(await response.arrayBuffer());
      if (response.ok) return body;
      throw this.refusal(response);
    } catch (error) {
      if (error instanceof ChartRefusedError || error instanceof QuickChartError) throw error;
      if (signal.aborted) throw new RenderTimeoutError(this.timeoutMs);
      throw quickChartErrorOf(error, this.base.host);
    }
  }

  /** The server reports what is wrong with a chart in a header, usually but not always with status 400. */
  private refusal({ status, headers }: Response): Error {
    const reason = headers.get('x-quickchart-error');
    if (reason !== null) return new ChartRefusedError(`QuickChart cannot render the chart: ${reason}`);
    return new QuickChartError('status', this.base.host, `${this.base.host} returned status ${status}`);
  }
}
