import { appMetricsSchema } from '../../contract/app-metrics.schema.js';
import {
  type AppIncidents,
  type AppRange,
  type AppRangePoint,
  UNKNOWN_APPLICATION,
  appIncidentsSchema,
  appRangeSchema,
  applicationNamesSchema,
} from '../../contract/range.schema.js';
import { TICK_MS } from '../../contract/tick.js';
import { UpstreamError } from '../../platform/errors.js';
import {
  type AppMetricLabel,
  type Incident,
  type MetricsDriver,
  type MetricsRecord,
  type Question,
  type Reading,
  type Series,
  type SeriesReading,
  refuseUnsupported,
} from '../metrics-source.port.js';
import { UnknownApplicationError } from '../sources.errors.js';
import { type UpstreamAnswer, expectContent, expectOk, problemIn, readJson } from '../upstream-answer.js';
import { type Budget, type UpstreamClient, joinUrl } from '../upstream-client.js';

const JSON_TYPE = 'application/json';
const MAX_INCIDENTS = 200;
const MAX_ANSWER_LENGTH = 200;

// The metrics API computes every second of a sum; up to this length that takes a fraction of the time budget.
const LONGEST_SUM_MS = 2 * 3_600_000;

/** Reads k8s-app-monitor-test: the record of the last second, or a range with its incidents. */
export class AppMonitorDriver implements MetricsDriver {
  constructor(
    private readonly url: string,
    private readonly client: UpstreamClient,
  ) {}

  async read(question: Question, budget: Budget): Promise<Reading> {
    refuseUnsupported(question, 'app-monitor', ['app', 'range']);
    const { app, atMs, range } = question;
    // A URL resolves these segments even if they are encoded: https://url.spec.whatwg.org/#double-dot-path-segment
    if (app === '.' || app === '..') throw new UnknownApplicationError(app, new URL(this.url).host);
    if (range !== undefined) return readRange(this.client, this.url, { app, atMs, ...range }, budget);
    const record = await this.readRecord(app, budget);
    return { kind: 'record', subject: record.app_name, warnings: [], record };
  }

  async check(budget: Budget): Promise<void> {
    await this.readRecord(undefined, budget);
  }

  private async readRecord(app: string | undefined, budget: Budget): Promise<MetricsRecord> {
    const path = app === undefined ? 'metrics' : `metrics/${encodeURIComponent(app)}`;
    const answer = await this.client.get(joinUrl(this.url, path), JSON_TYPE, budget);
    if (app !== undefined && answer.status === 404) {
      throw new UnknownApplicationError(app, answer.address, answer.body.trim().slice(0, MAX_ANSWER_LENGTH));
    }
    return validJson(answer, appMetricsSchema);
  }
}

/** A range of complete steps. */
interface RequestedRange {
  readonly app: string | undefined;
  readonly fromMs: number;
  /** End of the last step. */
  readonly atMs: number;
  readonly stepMs: number;
}

/**
 * Reads a range of an application, by default the first one, and the incidents in it.
 *
 * @throws UnknownApplicationError when the metrics API has no application with this name
 * @throws UpstreamError when it cannot be read
 */
async function readRange(
  client: UpstreamClient,
  url: string,
  requested: RequestedRange,
  budget: Budget,
): Promise<SeriesReading> {
  const get = (path: string, query: Record<string, string>): Promise<UpstreamAnswer> =>
    client.get(joinUrl(url, `api/v1/${path}`, query), JSON_TYPE, budget);

  const app = requested.app ?? firstApplication(await get('apps', { limit: '1' }));
  const sums = requested.stepMs > TICK_MS && requested.atMs - requested.fromMs <= LONGEST_SUM_MS;
  const span = { from: seconds(requested.fromMs), to: seconds(requested.atMs - TICK_MS) };
  const [range, incidents] = await Promise.all([
    get(`apps/${encodeURIComponent(app)}/range`, {
      ...span,
      step: seconds(requested.stepMs),
      ...(sums ? { agg: 'sum' } : {}),
    }),
    get('incidents', { from: span.from, to: seconds(requested.atMs), app, limit: String(MAX_INCIDENTS) }),
  ]);
  if (problemIn(range).code === UNKNOWN_APPLICATION) {
    throw new UnknownApplicationError(app, range.address);
  }
  return toReading(validJson(range, appRangeSchema), validJson(incidents, appIncidentsSchema), requested);
}

function toReading(range: AppRange, answer: AppIncidents, requested: RequestedRange): SeriesReading {
  const incidents = incidentsOf(answer, requested);
  const warnings = [];
  if (answer.next !== null) warnings.push(`Only the first ${MAX_INCIDENTS} incidents are shown`);
  if (range.agg === null && range.stepSeconds > 1) {
    warnings.push(`Each point shows only the first second of its ${range.stepSeconds} s`);
  }
  return {
    kind: 'series',
    subject: range.domain === '' ? range.app : `${range.app}, ${range.domain}`,
    warnings,
    timesMs: range.points.map(({ time }) => Date.parse(time)),
    series: seriesOf(range, incidents),
    incidents,
  };
}

function firstApplication(answer: UpstreamAnswer): string {
  const [first] = validJson(answer, applicationNamesSchema).apps;
  if (first !== undefined) return first.app;
  throw new UpstreamError('shape', answer.address, `${answer.address} lists no applications`);
}

function validJson<Schema extends Parameters<typeof readJson>[1]>(answer: UpstreamAnswer, schema: Schema) {
  expectOk(answer);
  expectContent(answer, JSON_TYPE);
  return readJson(answer, schema);
}

/** The six metrics over time, in the order of the chart's panes: traffic, failures, latency, concurrency. */
export function seriesOf(range: AppRange, incidents: readonly Incident[]): Series[] {
  const stepMs = range.stepSeconds * 1000;
  const summedSeconds = range.agg === 'sum' ? range.stepSeconds : 1;
  const gaps = incidents.filter(({ kind }) => kind === 'gap');
  // A step that was only partly measured would look like a dip.
  const isComplete = ({ time }: AppRangePoint): boolean => {
    const startMs = Date.parse(time);
    return !gaps.some(({ fromMs, toMs }) => fromMs < startMs + stepMs && toMs > startMs);
  };
  const points = range.points.map((point) => (isComplete(point) ? point : undefined));
  const series = (
    name: AppMetricLabel,
    unit: string,
    valueOf: (point: AppRangePoint) => number | null,
  ): Series => {
    return { name, labels: {}, unit, values: points.map((point) => (point ? valueOf(point) : null)) };
  };
  return [
    series('AccessAmount', 'per second', ({ requests }) => scaled(requests, 1 / summedSeconds)),
    series('FailAmount', 'per second', ({ failures }) => scaled(failures, 1 / summedSeconds)),
    series('FailRatio', '% failed', ({ requests, failRatio }) => ifAny(requests, scaled(failRatio, 100))),
    series('AvgLatency', 'ms', ({ requests, latencyAvgMs }) => ifAny(requests, latencyAvgMs)),
    series('MinLatency', 'ms', ({ requests, latencyMinMs }) => ifAny(requests, latencyMinMs)),
    series('MaxConcurrent', 'at once', ({ maxConcurrent }) => maxConcurrent),
  ];
}

/** The incidents of a range, cut to it. */
export function incidentsOf({ incidents }: AppIncidents, { fromMs, atMs }: RequestedRange): Incident[] {
  return incidents.map(({ id, kind, start, end }) => ({
    kind,
    what: id,
    fromMs: Math.max(fromMs, Date.parse(start)),
    toMs: Math.min(atMs, end === null ? Infinity : Date.parse(end)),
  }));
}

/** Without requests there is neither a latency nor a failure ratio, although the metrics API reports 0. */
function ifAny(requests: number | null, value: number | null): number | null {
  return requests === 0 ? null : value;
}

function scaled(value: number | null, factor: number): number | null {
  return value === null ? null : value * factor;
}

function seconds(ms: number): string {
  return String(ms / 1000);
}
