import type { AppMetrics } from '../contract/app-metrics.schema.js';
import { TICK_MS } from '../contract/tick.js';
import { InvalidInputError } from '../platform/errors.js';
import { UnknownApplicationError } from './sources.errors.js';
import type { ServiceEntry } from './sources.settings.js';
import type { Budget } from './upstream-client.js';

/** The kinds of sources that can be configured; each has its own driver. */
export type SourceKind = ServiceEntry['kind'];

/** A query for a source. It includes the time, so that equal questions have equal answers. */
export interface Question {
  /** Start of the tick that the question is about, in milliseconds since the Unix epoch. */
  readonly atMs: number;
  /** Requests the time from `fromMs` to `atMs` in steps; without it, `atMs` alone. */
  readonly range?: { readonly fromMs: number; readonly stepMs: number };
  /** The application, where a source has several. */
  readonly app?: string;
  /** Names of metrics or metric families. */
  readonly metrics?: readonly string[];
  /** PromQL. */
  readonly query?: string;
}

export type Labels = Readonly<Record<string, string>>;

/** The six metrics of one application, as the metrics API reports them. */
export type MetricsRecord = AppMetrics;

/** One value of one metric; null if it is not a finite number. */
export interface Sample {
  readonly name: string;
  readonly labels: Labels;
  readonly value: number | null;
}

/** Values of one metric at the times of its reading; null is a gap. */
export interface Series {
  readonly name: string;
  readonly labels: Labels;
  /** Unit of the values for an axis, such as `ms`; empty if unknown. */
  readonly unit: string;
  readonly values: readonly (number | null)[];
}

/** The labels of the six metrics of an application, the same in charts, ranges and tables. */
export type AppMetricLabel =
  'FailRatio' | 'FailAmount' | 'AccessAmount' | 'MaxConcurrent' | 'MinLatency' | 'AvgLatency';

/** An incident within a range. */
export interface Incident {
  readonly kind: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** The incident's id. */
  readonly what: string;
}

interface ReadingBase {
  /** What was read, in one line: an application, an address or a query. */
  readonly subject: string;
  /** Warnings from the source, and sentences about what the driver left out. */
  readonly warnings: readonly string[];
}

interface RecordReading extends ReadingBase {
  readonly kind: 'record';
  readonly record: MetricsRecord;
}

export interface SamplesReading extends ReadingBase {
  readonly kind: 'samples';
  readonly samples: readonly Sample[];
}

export interface SeriesReading extends ReadingBase {
  readonly kind: 'series';
  /** Milliseconds since the Unix epoch, ascending; one for each value of a series. */
  readonly timesMs: readonly number[];
  readonly series: readonly Series[];
  readonly incidents: readonly Incident[];
}

export type Reading = RecordReading | SamplesReading | SeriesReading;

/** A service whose metrics can be read. */
export interface MetricsSource {
  /** Name of the service in the agent's URLs. */
  readonly name: string;
  readonly kind: SourceKind;
  /** Host and port for errors and pages, such as `k8s-app-monitor-test:3000`. */
  readonly address: string;

  /**
   * @throws UpstreamError when the source is unreachable, slow, or sends an unexpected response
   * @throws UnknownApplicationError when it has no metrics for the application
   * @throws InvalidInputError when it does not support the question
   */
  read(question: Question): Promise<Reading>;

  /** Resolves when the source answers within the time limit; otherwise rejects with a sentence. */
  check(atMostMs: number): Promise<void>;
}

/** The configured services. Requests select one by name: an address never comes from a request. */
export class MetricsSources {
  constructor(
    /** The service at the published addresses without a name. */
    readonly main: MetricsSource,
    private readonly all: readonly MetricsSource[],
  ) {}

  named(name: string): MetricsSource | undefined {
    return this.all.find((source) => source.name === name);
  }

  get names(): readonly string[] {
    return this.all.map((source) => source.name);
  }
}

/** When an answer becomes stale: at the end of its tick, or of its last step if it is a range. */
export function tickEndMs({ atMs, range }: Pick<Question, 'atMs' | 'range'>): number {
  return atMs + (range?.stepMs ?? TICK_MS);
}

/** Reads one kind of source. */
export interface MetricsDriver {
  /** @throws as `MetricsSource.read` does */
  read(question: Question, budget: Budget): Promise<Reading>;

  /** Sends the cheapest request that shows whether the source answers. */
  check(budget: Budget): Promise<void>;
}

/**
 * The samples or series of one application: those whose label `app` has its name; without that label `application`
 * counts, and without both `job`.
 *
 * @throws UnknownApplicationError when there are none
 */
export function onlyApplication<T extends { readonly labels: Labels }>(
  all: readonly T[],
  app: string | undefined,
  address: string,
): readonly T[] {
  if (app === undefined) return all;
  const matching = all.filter(
    ({ labels }) => (labels['app'] ?? labels['application'] ?? labels['job']) === app,
  );
  if (matching.length === 0) throw new UnknownApplicationError(app, address);
  return matching;
}

type QuestionPart = Exclude<keyof Question, 'atMs'>;

const PARAMETERS: Readonly<Record<QuestionPart, string>> = {
  range: 'range',
  app: 'app',
  metrics: 'metric',
  query: 'query',
};

/**
 * Refuses the parts of a question that a kind of source does not support. Ignoring them would show something other
 * than what was requested.
 *
 * @throws InvalidInputError naming each unsupported parameter
 */
export function refuseUnsupported(
  question: Question,
  kind: SourceKind,
  supported: readonly QuestionPart[],
): void {
  const unsupported = (Object.keys(PARAMETERS) as QuestionPart[]).filter(
    (part) => question[part] !== undefined && !supported.includes(part),
  );
  if (unsupported.length === 0) return;
  const names = supported.map((part) => PARAMETERS[part]).join(', ');
  throw new InvalidInputError(
    unsupported.map((part) => ({
      field: PARAMETERS[part],
      sentence: `Expected no ${PARAMETERS[part]}: sources of kind ${kind} support only ${names}`,
    })),
  );
}
