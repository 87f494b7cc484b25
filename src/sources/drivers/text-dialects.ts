/** Where the two text formats of metrics differ, as far as a reader of samples minds. */
export interface TextDialect {
  readonly mediaType: string;
  /** What stands between the parts of a sample; sticky, as all patterns here. */
  readonly gap: RegExp;
  /** What begins its labels. */
  readonly opening: RegExp;
  /** What may stand around the parts of its labels. */
  readonly padding: RegExp;
  /** A gap with a timestamp behind it, or what should be one. */
  readonly beforeTimestamp: RegExp;
  readonly timestamp: RegExp;
  readonly types: ReadonlySet<string>;
  /** Empty lines, comments that say nothing to a reader, and a comma behind the last label. */
  readonly isLax: boolean;
  /** The line that must be the last. */
  readonly end: string | undefined;
}

/** @see https://prometheus.io/docs/instrumenting/exposition_formats/ (0.0.4) */
export const PROMETHEUS_TEXT: TextDialect = {
  mediaType: 'text/plain',
  gap: /[ \t]+/y,
  opening: /[ \t]*\{/y,
  padding: /[ \t]*/y,
  beforeTimestamp: /[ \t]+(?=[^ \t])/y,
  timestamp: /[+-]?\d+/y,
  types: new Set(['counter', 'gauge', 'histogram', 'summary', 'untyped']),
  isLax: true,
  end: undefined,
};

/** @see https://github.com/prometheus/OpenMetrics/blob/main/specification/OpenMetrics.md (1.0.0) */
export const OPENMETRICS: TextDialect = {
  mediaType: 'application/openmetrics-text',
  gap: / /y,
  opening: /\{/y,
  padding: /(?:)/y,
  beforeTimestamp: / (?!#)/y,
  timestamp: /[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y,
  types: new Set([
    'counter',
    'gauge',
    'histogram',
    'gaugehistogram',
    'stateset',
    'info',
    'summary',
    'unknown',
  ]),
  isLax: false,
  end: '# EOF',
};
