import { BUCKET_BOUNDS_MS } from '../../generator/latency.js';
import type { Node } from '../../generator/model.js';
import type { ServicePoint } from '../../generator/service-point.js';
import type { Totals } from '../../generator/totals.js';

/** A metric family: samples of one name, described once. */
export interface Family {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  /** The suffix of the name. */
  readonly unit?: 'seconds' | 'ratio';
  readonly help: string;
}

export const REQUESTS: Family = {
  name: 'app_requests',
  type: 'counter',
  help: 'Requests since 00:00 UTC, by outcome.',
};

export const CALLS: Family = {
  name: 'app_dependency_calls',
  type: 'counter',
  help: 'Calls of other applications since 00:00 UTC; each attempt of a call counts.',
};

export const DURATION: Family = {
  name: 'app_request_duration_seconds',
  type: 'histogram',
  unit: 'seconds',
  help: 'Latency of the requests since 00:00 UTC.',
};

/** The `le` label of each bucket, in seconds; +Inf for the last. */
export const BUCKET_LABELS: readonly string[] = [...BUCKET_BOUNDS_MS.map(secondsLabel), '+Inf'];

/** Integers have `.0`, as in OpenMetrics and Prometheus 3, so that both formats give the same series. */
function secondsLabel(milliseconds: number): string {
  const text = String(milliseconds / 1000);
  return text.includes('.') ? text : `${text}.0`;
}

/** A label's value, escaped for use between quotation marks. */
export function escapeLabel(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}

/** The labels that all series of an application have. */
export function labelsOf({ application: { name, domain } }: Node): string {
  return `app="${escapeLabel(name)}",domain="${escapeLabel(domain)}"`;
}

/** An application's requests by outcome; the counts add up to all of them. */
export function outcomesOf(totals: Totals): readonly (readonly [outcome: string, count: number])[] {
  const { requests, clientErrors, serverErrors, timeouts } = totals;
  return [
    ['success', requests - clientErrors - serverErrors - timeouts],
    ['client_error', clientErrors],
    ['server_error', serverErrors],
    ['timeout', timeouts],
  ];
}

/** A family with one sample per application, taken from its point. */
interface PointGauge {
  readonly family: Family;
  readonly value: (point: ServicePoint) => number;
}

const SECONDS = { type: 'gauge', unit: 'seconds' } as const;
const RATIO = { type: 'gauge', unit: 'ratio' } as const;

/** The gauges of the last complete second. */
export const POINT_GAUGES: readonly PointGauge[] = [
  {
    family: {
      name: 'app_expected_requests_per_second',
      type: 'gauge',
      help: 'Request rate that the model expects; the actual requests vary around it.',
    },
    value: (point) => point.ratePerSecond,
  },
  {
    family: {
      name: 'app_concurrent_requests',
      type: 'gauge',
      help: 'Requests in progress, averaged over a second.',
    },
    value: (point) => point.meanConcurrency,
  },
  {
    family: {
      name: 'app_concurrent_requests_max',
      type: 'gauge',
      help: 'Peak number of requests in progress at the same time within a second.',
    },
    value: (point) => point.maxConcurrent,
  },
  {
    family: { ...RATIO, name: 'app_failure_ratio', help: 'Share of the requests of a second that failed.' },
    value: (point) => point.failRatio,
  },
  {
    family: { ...RATIO, name: 'app_utilization_ratio', help: 'Share of the servers that are busy.' },
    value: (point) => point.utilization,
  },
  {
    family: { ...SECONDS, name: 'app_latency_min_seconds', help: 'Shortest latency in a second.' },
    value: (point) => point.minLatencyMs / 1000,
  },
  {
    family: { ...SECONDS, name: 'app_latency_avg_seconds', help: 'Mean latency in a second.' },
    value: (point) => point.avgLatencyMs / 1000,
  },
  {
    family: { ...SECONDS, name: 'app_latency_max_seconds', help: 'Longest latency in a second.' },
    value: (point) => point.maxLatencyMs / 1000,
  },
];

/** A text format for metrics. The two formats differ in a few lines only. */
export interface TextFormat {
  readonly mediaType: string;
  /** The lines before a family's samples. */
  header(family: Family): string;
  /** The line with the creation time of a counter or histogram; empty when the format has none. */
  created(name: string, labels: string, seconds: number): string;
  /** The exemplar after a sample's value; empty when the format has none. */
  exemplar(text: string): string;
  readonly end: string;
}

/** @see https://github.com/prometheus/OpenMetrics/blob/main/specification/OpenMetrics.md (1.0.0) */
export const OPENMETRICS: TextFormat = {
  mediaType: 'application/openmetrics-text; version=1.0.0; charset=utf-8',
  header: ({ name, type, unit, help }) =>
    `# TYPE ${name} ${type}\n${unit === undefined ? '' : `# UNIT ${name} ${unit}\n`}# HELP ${name} ${help}\n`,
  created: (name, labels, seconds) => `${name}_created{${labels}} ${seconds}\n`,
  exemplar: (text) => text,
  end: '# EOF\n',
};

/** @see https://prometheus.io/docs/instrumenting/exposition_formats/ (0.0.4) */
export const PROMETHEUS_TEXT: TextFormat = {
  mediaType: 'text/plain; version=0.0.4; charset=utf-8',
  header: (family) => {
    const name = family.type === 'counter' ? `${family.name}_total` : family.name;
    return `# HELP ${name} ${family.help}\n# TYPE ${name} ${family.type}\n`;
  },
  created: () => '',
  exemplar: () => '',
  end: '',
};
