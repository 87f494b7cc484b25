import { TICK_MS } from '../contract/tick.js';
import type { AppMetrics } from '../contract/app-metrics.schema.js';

/** The kinds of sources; one driver each. */
export type SourceKind = 'app-monitor' | 'exposition' | 'prometheus';

/** What is asked of a source. Equal questions have equal answers: the moment is part of the question. */
export interface Question {
  /** The moment that is asked about, the first of a tick, in milliseconds since the Unix epoch. */
  readonly atMs: number;
  /** What was before `atMs`, in place of that moment alone. */
  readonly range?: { readonly fromMs: number; readonly stepMs: number };
  /** One application of several. */
  readonly app?: string;
  /** Names of metrics or of their families, of which there may be many. */
  readonly metrics?: readonly string[];
  /** PromQL. */
  readonly query?: string;
}

export type Labels = Readonly<Record<string, string>>;

/** The six numbers of one application, as the metrics API tells them. */
export type MetricsRecord = AppMetrics;

/** One value of one metric; null for what is no number. */
export interface Sample {
  readonly name: string;
  readonly labels: Labels;
  readonly value: number | null;
}

/** Values of one metric at the times of its reading; null where there is a gap. */
export interface Series {
  readonly name: string;
  readonly labels: Labels;
  /** What the values count, for an axis, such as `ms`; empty where the source does not tell. */
  readonly unit: string;
  readonly values: readonly (number | null)[];
}

/** Something that happened in a range. */
export interface Incident {
  readonly kind: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** Its name. */
  readonly what: string;
}

/** What every reading tells besides its values. */
interface About {
  /** What the reading is about, one line: an application, an address, a query. */
  readonly subject: string;
  /** What its reader must know: sentences of the source's, or about what was left out. */
  readonly warnings: readonly string[];
}

interface RecordReading extends About {
  readonly kind: 'record';
  readonly record: MetricsRecord;
}

export interface SamplesReading extends About {
  readonly kind: 'samples';
  readonly samples: readonly Sample[];
}

export interface SeriesReading extends About {
  readonly kind: 'series';
  /** Milliseconds since the Unix epoch, ascending; as many as each series has values. */
  readonly timesMs: readonly number[];
  readonly series: readonly Series[];
  readonly incidents: readonly Incident[];
}

export type Reading = RecordReading | SamplesReading | SeriesReading;

/** A service whose metrics can be read. */
export interface MetricsSource {
  /** Its name in addresses. */
  readonly name: string;
  readonly kind: SourceKind;
  /** The address that errors and pages name, such as `k8s-app-monitor-test:3000`. */
  readonly address: string;

  /**
   * @throws UpstreamError when the source is away, slow, or answers with something else
   * @throws UnknownApplicationError when it has nothing of the application
   * @throws InvalidInputError when it cannot answer such a question
   */
  read(question: Question): Promise<Reading>;

  /** Resolves when the source answers in time; rejects with a sentence. */
  check(atMostMs: number): Promise<void>;
}

/** The services that may be charted. An address is never taken from a request: only these names are. */
export class MetricsSources {
  constructor(
    /** What the originals' addresses stand for. */
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

/** When an answer grows old: at the end of its tick, or of its step where it has steps. */
export function tickEndMs({ atMs, range }: Pick<Question, 'atMs' | 'range'>): number {
  return atMs + (range?.stepMs ?? TICK_MS);
}
