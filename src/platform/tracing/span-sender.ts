import { setTimeout as delay } from 'node:timers/promises';
import { type ExportResult, ExportResultCode } from '@opentelemetry/core';
import {
  BatchSpanProcessor,
  type ReadableSpan,
  type SpanExporter,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace';
import type { Logger } from 'pino';
import { Counter, type Registry } from 'prom-client';
import { runInBackground } from '../http/request-context.js';
import type { SpanDestination, TracingSettings } from './tracing.settings.js';

export interface SpanSenderOptions {
  readonly destination: SpanDestination;
  readonly settings: TracingSettings;
  readonly registry: Registry;
  readonly logger: Logger;
}

// More than the batches of a full queue; a receiver that never answers holds no more than these.
const MAX_BATCHES_IN_FLIGHT = 8;

/**
 * Sends spans in batches, in the background, through OpenTelemetry's exporters.
 *
 * A receiver that is away or slow costs requests nothing and memory little: the queue is bounded, spans beyond it are
 * dropped and counted, and the log has one line when sending starts to fail and one when it works again.
 */
export class SpanSender implements SpanProcessor {
  private readonly batches: BatchSpanProcessor;
  private readonly exported: Counter;
  private readonly dropped: Counter<'reason'>;
  private waiting = 0;
  private batchesInFlight = 0;
  private isFailing = false;

  private constructor(
    private readonly options: SpanSenderOptions,
    private readonly exporter: SpanExporter,
  ) {
    const { settings, registry } = options;
    this.exported = new Counter({
      name: 'trace_spans_exported_total',
      help: 'Spans that the trace receiver accepted.',
      registers: [registry],
    });
    this.dropped = new Counter({
      name: 'trace_spans_dropped_total',
      help: 'Spans that were lost: the queue was full (queue_full), or the receiver did not accept them (export_failed).',
      labelNames: ['reason'],
      registers: [registry],
    });
    for (const reason of ['queue_full', 'export_failed']) this.dropped.inc({ reason }, 0);
    this.batches = new BatchSpanProcessor({
      exporter: {
        export: (spans, done) => runInBackground(() => this.send(spans, done)),
        shutdown: () => exporter.shutdown(),
      },
      maxQueueSize: settings.OTEL_BSP_MAX_QUEUE_SIZE,
      maxExportBatchSize: Math.min(settings.OTEL_BSP_MAX_EXPORT_BATCH_SIZE, settings.OTEL_BSP_MAX_QUEUE_SIZE),
      scheduledDelayMillis: settings.OTEL_BSP_SCHEDULE_DELAY,
      // `send` has the time limit, since it also counts.
      exportTimeoutMillis: settings.OTEL_BSP_EXPORT_TIMEOUT + 60_000,
    });
  }

  static async create(options: SpanSenderOptions): Promise<SpanSender> {
    return new SpanSender(options, await exporterTo(options));
  }

  onStart(): void {}

  onEnd(span: ReadableSpan): void {
    if (this.waiting >= this.options.settings.OTEL_BSP_MAX_QUEUE_SIZE) {
      this.dropped.inc({ reason: 'queue_full' });
      return;
    }
    this.waiting += 1;
    this.batches.onEnd(span);
  }

  forceFlush(): Promise<void> {
    return this.batches.forceFlush();
  }

  shutdown(): Promise<void> {
    return this.batches.shutdown();
  }

  /** Sends what waits, within a time limit; does not reject. */
  async flush(atMostMs: number): Promise<void> {
    const inTime = this.batches.forceFlush().then(() => true);
    const isFlushed = await Promise.race([inTime, delay(atMostMs, false, { ref: false })]);
    const { logger } = this.options;
    if (!isFlushed) logger.warn({ timeoutMs: atMostMs }, 'spans were not sent before the timeout');
  }

  private send(spans: ReadableSpan[], done: (result: ExportResult) => void): void {
    this.waiting -= spans.length;
    // The batches continue in any case: failures are reported here.
    this.exportBatch(spans)
      .then(
        () => this.succeeded(spans.length),
        (error: Error) => this.failed(spans.length, error),
      )
      .finally(() => done({ code: ExportResultCode.SUCCESS }));
  }

  private async exportBatch(spans: ReadableSpan[]): Promise<void> {
    const { kind } = this.options.destination;
    const { OTEL_BSP_EXPORT_TIMEOUT, OTEL_EXPORTER_ZIPKIN_TIMEOUT } = this.options.settings;
    // The OTLP exporter applies its own time limit in addition.
    const limitMs =
      kind === 'otlp'
        ? OTEL_BSP_EXPORT_TIMEOUT
        : Math.min(OTEL_BSP_EXPORT_TIMEOUT, OTEL_EXPORTER_ZIPKIN_TIMEOUT);
    if (this.batchesInFlight >= MAX_BATCHES_IN_FLIGHT)
      throw new Error('earlier batches are still unanswered');
    this.batchesInFlight += 1;
    const answered = new Promise<void>((resolve, reject) => {
      this.exporter.export(spans, ({ code, error }) => {
        this.batchesInFlight -= 1;
        if (code === ExportResultCode.SUCCESS) resolve();
        else reject(error ?? new Error('the receiver did not accept the spans'));
      });
    });
    const overdue = new AbortController();
    const timeout = delay(limitMs, undefined, { signal: overdue.signal, ref: false }).then(() => {
      throw new Error(`no answer within ${limitMs} ms`);
    });
    try {
      await Promise.race([answered, timeout]);
    } finally {
      overdue.abort();
      for (const late of [answered, timeout]) late.catch(() => {});
    }
  }

  private succeeded(spans: number): void {
    this.exported.inc(spans);
    if (this.isFailing) this.options.logger.info(`Spans are sent to ${this.address} again`);
    this.isFailing = false;
  }

  private failed(spans: number, error: Error): void {
    this.dropped.inc({ reason: 'export_failed' }, spans);
    if (this.isFailing) return;
    this.isFailing = true;
    const reason = error.message.slice(0, 200) || error.name;
    this.options.logger.warn(
      `Spans cannot be sent to ${this.address}: ${reason}. Further failures are only counted, as trace_spans_dropped_total.`,
    );
  }

  /** Without credentials, which a URL can contain. */
  private get address(): string {
    const { protocol, host, pathname } = new URL(this.options.destination.url);
    return `${protocol}//${host}${pathname}`;
  }
}

/** Loads only the exporter that is configured. */
async function exporterTo({ destination, settings }: SpanSenderOptions): Promise<SpanExporter> {
  if (destination.kind === 'zipkin') {
    const { ZipkinExporter } = await import('@opentelemetry/exporter-zipkin');
    return new ZipkinExporter({ url: destination.url });
  }
  const { url, headers, encoding } = destination;
  const { OTLPTraceExporter } =
    encoding === 'json'
      ? await import('@opentelemetry/exporter-trace-otlp-http')
      : await import('@opentelemetry/exporter-trace-otlp-proto');
  return new OTLPTraceExporter({
    url,
    headers,
    timeoutMillis: settings.OTEL_EXPORTER_OTLP_TIMEOUT,
    compression: settings.OTEL_EXPORTER_OTLP_COMPRESSION,
  } as ConstructorParameters<typeof OTLPTraceExporter>[0]);
}
