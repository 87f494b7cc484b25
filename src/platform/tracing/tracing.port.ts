/** What a span records; the names follow OpenTelemetry's semantic conventions where one exists. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean | undefined>>;

export interface ChildOptions {
  /** `internal` unless given. */
  readonly kind?: 'client' | 'internal';
  /** Start, as `steadyTimeMs` gives it; now unless given. */
  readonly startMs?: number;
  readonly attributes?: SpanAttributes;
}

/** One step of a request's path, with its place in the trace. */
export interface Span {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** 16 hexadecimal digits. */
  readonly spanId: string;
  /** Whether the trace is recorded; otherwise the span only carries its ids to the next hop. */
  readonly isSampled: boolean;

  /** Starts a step within this one. */
  child(name: string, options?: ChildOptions): Span;

  /** Relates a step of another trace to this one. */
  link(other: Span): void;

  set(attributes: SpanAttributes): void;

  /**
   * Records that the step failed.
   *
   * @param error - why; its message and stack are recorded with the span
   * @param type - the value of `error.type`, such as a status or an error code
   */
  fail(type: string, error?: unknown): void;

  /** @param atMs - end, as `steadyTimeMs` gives it; now unless given */
  end(atMs?: number): void;

  /** The headers that carry the trace to the next hop. */
  hopHeaders(): Readonly<Record<string, string>>;
}

/** Makes the spans of one process. Without a tracer there are no spans, and no tracing code is loaded. */
export interface Tracer {
  /**
   * The span of a received request, whose headers can continue a trace.
   *
   * @param headers - in lower case
   */
  serverSpan(headers: Readonly<Record<string, string | string[] | undefined>>, name: string): Span;

  /** A span of a trace that is not recorded, for work that no trace should show: other services do not record it either. */
  unrecordedSpan(): Span;

  /** Sends the spans that have ended; does not reject, and takes at most the given time. */
  shutdown(atMostMs: number): Promise<void>;
}
