import {
  type HrTime,
  type Context,
  ROOT_CONTEXT,
  type Span as RecordedSpan,
  SpanKind,
  type SpanOptions,
  SpanStatusCode,
  type TextMapPropagator,
  TraceFlags,
  type Tracer as SpanMaker,
  defaultTextMapGetter,
  defaultTextMapSetter,
  trace,
} from '@opentelemetry/api';
import { CompositePropagator, W3CBaggagePropagator, W3CTraceContextPropagator } from '@opentelemetry/core';
import { B3InjectEncoding, B3Propagator } from '@opentelemetry/propagator-b3';
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  RandomIdGenerator,
  type Sampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { steadyTimeMs, systemClock } from '../clock.js';
import { SpanSender, type SpanSenderOptions } from './span-sender.js';
import { traceHeaders } from './trace-headers.js';
import type { ChildOptions, Span, SpanAttributes, Tracer } from './tracing.port.js';
import type { PropagatorName, TracingSettings } from './tracing.settings.js';

export interface OpenTelemetryOptions extends SpanSenderOptions {
  /** The name of the service, unless the settings have another. */
  readonly service: string;
  readonly version: string;
  readonly host: string;
}

/** Makes spans with OpenTelemetry's SDK, and sends them. Nothing in it is global: contexts are passed along. */
export class OpenTelemetryTracer implements Tracer {
  private readonly spans: SpanMaker;
  private readonly provider: TracerProvider;
  private readonly sender: SpanSender;
  private readonly ids = new RandomIdGenerator();
  private readonly traceContext = new W3CTraceContextPropagator();
  private readonly baggage = new W3CBaggagePropagator();
  private readonly b3 = new B3Propagator();
  /** Writes the headers of the next hop. */
  readonly injector: TextMapPropagator;

  private constructor(options: OpenTelemetryOptions, sender: SpanSender) {
    const { settings, service, version, host } = options;
    this.sender = sender;
    this.injector = injectorOf(settings.OTEL_PROPAGATORS);
    const attributes = {
      'service.name': service,
      'service.version': version,
      ...(host === '' ? {} : { 'service.instance.id': host }),
      ...settings.OTEL_RESOURCE_ATTRIBUTES,
      ...(settings.OTEL_SERVICE_NAME === '' ? {} : { 'service.name': settings.OTEL_SERVICE_NAME }),
    };
    this.provider = new TracerProvider({
      resource: defaultResource().merge(resourceFromAttributes(attributes)),
      sampler: samplerOf(settings),
      spanLimits: { attributeValueLengthLimit: settings.OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT },
      spanProcessors: [sender],
    });
    this.spans = this.provider.getTracer('k8s-app-monitor', version);
  }

  static async create(options: OpenTelemetryOptions): Promise<OpenTelemetryTracer> {
    return new OpenTelemetryTracer(options, await SpanSender.create(options));
  }

  serverSpan(headers: Readonly<Record<string, string | string[] | undefined>>, name: string): Span {
    const clock = traceClock();
    return this.start(name, { kind: SpanKind.SERVER, startTime: clock() }, this.extract(headers), clock);
  }

  unrecordedSpan(): Span {
    return new OpenTelemetrySpan(this, this.unrecorded(ROOT_CONTEXT), traceClock());
  }

  /** Starts a span within a context. */
  start(name: string, options: SpanOptions, parent: Context, clock: TraceClock): Span {
    const span = this.spans.startSpan(name, options, parent);
    return new OpenTelemetrySpan(this, trace.setSpan(parent, span), clock);
  }

  async shutdown(atMostMs: number): Promise<void> {
    await this.sender.flush(atMostMs);
  }

  /** W3C Trace Context first, then B3; a caller's decision not to record is kept, even if it has no ids. */
  private extract(incoming: Readonly<Record<string, string | string[] | undefined>>): Context {
    const headers = traceHeaders(incoming);
    // Most requests from outside carry no trace.
    if (isEmpty(headers)) return ROOT_CONTEXT;
    const root = this.baggage.extract(ROOT_CONTEXT, headers, defaultTextMapGetter);
    const byTraceContext = this.traceContext.extract(root, headers, defaultTextMapGetter);
    if (trace.getSpanContext(byTraceContext) !== undefined) return byTraceContext;
    const byB3 = this.b3.extract(root, headers, defaultTextMapGetter);
    if (trace.getSpanContext(byB3) !== undefined) return byB3;
    const isDenied = headers['b3'] === '0' || ['0', 'false'].includes(headers['x-b3-sampled'] ?? '');
    return isDenied ? this.unrecorded(root) : root;
  }

  private unrecorded(context: Context): Context {
    const ids = { traceId: this.ids.generateTraceId(), spanId: this.ids.generateSpanId() };
    return trace.setSpanContext(context, { ...ids, traceFlags: TraceFlags.NONE });
  }
}

function isEmpty(object: object): boolean {
  for (const _ in object) return false;
  return true;
}

/** A span with its context: itself and the baggage. */
class OpenTelemetrySpan implements Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly isSampled: boolean;
  private readonly span: RecordedSpan;

  constructor(
    private readonly tracer: OpenTelemetryTracer,
    private readonly context: Context,
    private readonly clock: TraceClock,
  ) {
    this.span = trace.getSpan(context)!;
    const { traceId, spanId, traceFlags } = this.span.spanContext();
    this.traceId = traceId;
    this.spanId = spanId;
    this.isSampled = (traceFlags & TraceFlags.SAMPLED) !== 0;
  }

  /** The steps of a request that is not recorded need no separate ids. */
  child(name: string, options: ChildOptions = {}): Span {
    if (!this.isSampled) return this;
    return this.tracer.start(name, childOptions(options, this.clock), this.context, this.clock);
  }

  link(other: Span): void {
    this.span.addLink({ context: contextOf(other) });
  }

  set(attributes: SpanAttributes): void {
    if (this.isSampled) this.span.setAttributes(defined(attributes));
  }

  fail(type: string, error?: unknown): void {
    if (this.isSampled) recordFailure(this.span, type, error);
  }

  end(atMs?: number): void {
    if (this.isSampled) this.span.end(this.clock(atMs));
  }

  hopHeaders(): Readonly<Record<string, string>> {
    const headers: Record<string, string> = {};
    this.tracer.injector.inject(this.context, headers, defaultTextMapSetter);
    return headers;
  }
}

function contextOf({ traceId, spanId, isSampled }: Span) {
  return { traceId, spanId, traceFlags: isSampled ? TraceFlags.SAMPLED : TraceFlags.NONE };
}

/** Turns a steady time, by default the current one, into seconds and nanoseconds since the Unix epoch. */
type TraceClock = (steadyMs?: number) => HrTime;

/** All spans of a request have one clock: steps that follow each other do so in the trace, too. */
function traceClock(): TraceClock {
  const offsetMs = systemClock.nowMs() - steadyTimeMs();
  return (steadyMs = steadyTimeMs()) => {
    // Zipkin refuses spans that do not start at a whole microsecond.
    const microseconds = Math.round((steadyMs + offsetMs) * 1000);
    return [Math.trunc(microseconds / 1e6), (microseconds % 1e6) * 1000];
  };
}

function childOptions({ kind, startMs, attributes }: ChildOptions, clock: TraceClock): SpanOptions {
  return {
    kind: kind === 'client' ? SpanKind.CLIENT : SpanKind.INTERNAL,
    startTime: clock(startMs),
    ...(attributes === undefined ? {} : { attributes: defined(attributes) }),
  };
}

function defined(attributes: SpanAttributes): Record<string, string | number | boolean> {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined)) as Record<
    string,
    string | number | boolean
  >;
}

function recordFailure(span: RecordedSpan, type: string, error: unknown): void {
  if (error instanceof Error) span.recordException(error);
  span.setAttribute('error.type', type);
  span.setStatus({
    code: SpanStatusCode.ERROR,
    ...(error instanceof Error ? { message: error.message } : {}),
  });
}

const PROPAGATORS: Readonly<Record<PropagatorName, () => TextMapPropagator[]>> = {
  tracecontext: () => [new W3CTraceContextPropagator()],
  baggage: () => [new W3CBaggagePropagator()],
  b3: () => [new B3Propagator()],
  b3multi: () => [new B3Propagator({ injectEncoding: B3InjectEncoding.MULTI_HEADER })],
  none: () => [],
};

function injectorOf(names: readonly PropagatorName[]): TextMapPropagator {
  return new CompositePropagator({ propagators: names.flatMap((name) => PROPAGATORS[name]()) });
}

/** @see https://opentelemetry.io/docs/specs/otel/trace/sdk/#sampling */
function samplerOf({ OTEL_TRACES_SAMPLER: name, OTEL_TRACES_SAMPLER_ARG: share }: TracingSettings): Sampler {
  switch (name) {
    case 'always_on':
      return new AlwaysOnSampler();
    case 'always_off':
      return new AlwaysOffSampler();
    case 'traceidratio':
      return new TraceIdRatioBasedSampler(share);
    case 'parentbased_always_on':
      return new ParentBasedSampler({ root: new AlwaysOnSampler() });
    case 'parentbased_always_off':
      return new ParentBasedSampler({ root: new AlwaysOffSampler() });
    case 'parentbased_traceidratio':
      return new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(share) });
  }
}
