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
  UND_ERR_HEADERS_OVERFLOW: 'too_large',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'protocol',
};

const SENTENCES: Readonly<Partial<Record<UpstreamFailure, (address: string) => string>>> = {
  refused: (address) => `${address} refused the connection`,
  name_not_found: (address) => `DNS has no address for ${address}`,
  reset: (address) => `${address} closed the connection before the response was complete`,
  protocol: (address) => `${address} answered with something other than HTTP`,
  too_large: (address) => `${address} answered with headers that are too long`,
};

// A picture of the largest size takes a few megabytes; only noise takes more.
const MAX_PICTURE_BYTES = 16 * 1024 * 1024;
const MAX_REASON_LENGTH = 300;

/** The QuickChart server did not render, for a reason other than the chart. */
class QuickChartError extends UpstreamError {
  override readonly title = 'The QuickChart server cannot render';
}

/** Explains why `fetch` failed. */
function quickChartErrorOf(error: unknown, address: string): QuickChartError {
  const cause = ((error as Error).cause ?? {}) as { code?: string; name?: string; message?: string };
  const { code = '', name, message = '' } = cause;
  // Some errors of the parser have no code on Node 24.
  const isProtocol = name === 'HTTPParserError' && code !== 'UND_ERR_HEADERS_OVERFLOW';
  const failure = isProtocol ? 'protocol' : (FAILURE_BY_CODE[code] ?? 'unreachable');
  const detail = failure === 'protocol' ? `: ${message}` : '';
  const sentence = (SENTENCES[failure]?.(address) ?? `${address} cannot be reached`) + detail;
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
    throw this.error('content_type', `returned something other than ${format}`);
  }

  /** The error about an answer of this server; `what` ends a sentence about it. */
  error(failure: UpstreamFailure, what: string, cause?: unknown): UpstreamError {
    return new QuickChartError(failure, this.base.host, `${this.base.host} ${what}`, cause);
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
      const headers = { ...init.headers, 'accept-encoding': 'identity' };
      const response = await fetch(address, { ...init, headers, redirect: 'manual', signal });
      span?.set({ 'http.response.status_code': response.status });
      return await this.bodyOf(response);
    } catch (error) {
      if (error instanceof ChartRefusedError || error instanceof QuickChartError) throw error;
      if (signal.aborted) throw new RenderTimeoutError(this.timeoutMs);
      throw quickChartErrorOf(error, this.base.host);
    }
  }

  /** `fetch` decompresses, so that only the bytes that arrive here show how large a body is. */
  private async bodyOf(response: Response): Promise<Buffer> {
    const encoding = response.headers.get('content-encoding') ?? 'identity';
    const chunks: Uint8Array[] = [];
    let bytes = 0;
    try {
      if (!response.ok) throw this.refusal(response);
      if (encoding.trim().toLowerCase() !== 'identity') {
        const received = encoding.slice(0, MAX_REASON_LENGTH);
        throw this.error(
          'content_encoding',
          `answered with content-encoding ${received}, which was not accepted`,
        );
      }
      for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
        bytes += chunk.length;
        if (bytes > MAX_PICTURE_BYTES) {
          throw this.error('too_large', `answered with more than ${MAX_PICTURE_BYTES} bytes`);
        }
        chunks.push(chunk);
      }
    } finally {
      // What was not read must not be received either.
      if (!response.bodyUsed) await response.body?.cancel();
    }
    return Buffer.concat(chunks, bytes);
  }

  /** The server reports what is wrong with a chart in a header, usually but not always with status 400. */
  private refusal({ status, headers }: Response): Error {
    const reason = headers.get('x-quickchart-error')?.slice(0, MAX_REASON_LENGTH);
    if (reason !== undefined) return new ChartRefusedError(`QuickChart cannot render the chart: ${reason}`);
    const target = headers.get('location')?.slice(0, MAX_REASON_LENGTH);
    if (status < 400 && target !== undefined) {
      return this.error('redirect', `redirects to ${target}; redirects are not followed`);
    }
    return this.error('status', `returned status ${status}`);
  }
}
