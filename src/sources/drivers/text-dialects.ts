/** Where the two text formats of metrics differ for a parser of samples. All patterns are sticky. */
export interface TextDialect {
  readonly mediaType: string;
  /** Separates the parts of a sample. */
  readonly gap: RegExp;
  /** Opens the labels. */
  readonly opening: RegExp;
  /** Spaces that are allowed around the parts of the labels. */
  readonly padding: RegExp;
  /** The gap in front of a timestamp. */
  readonly beforeTimestamp: RegExp;
  readonly timestamp: RegExp;
  readonly types: ReadonlySet<string>;
  /** Allows empty lines, free comments, and a comma after the last label. */
  readonly isLax: boolean;
  /** The required last line. */
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
