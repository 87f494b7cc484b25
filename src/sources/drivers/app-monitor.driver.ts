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
import { UpstreamError } from '../../platform/errors.js';
import { type MetricsDriver, refuseForeign } from '../metrics-driver.port.js';
import type {
  Incident,
  MetricsRecord,
  Question,
  Reading,
  Series,
  SeriesReading,
} from '../metrics-source.port.js';
import { UnknownApplicationError } from '../sources.errors.js';
import { type UpstreamAnswer, expectContent, expectOk, readJson } from '../upstream-answer.js';
import { type Budget, type UpstreamClient, beneath } from '../upstream-client.js';

/** The steps before a moment, all of them over. */
interface AskedRange {
  readonly app: string | undefined;
  readonly fromMs: number;
  /** The first moment after the last step. */
  readonly atMs: number;
  readonly stepMs: number;
}

/** The originals' six numbers over time, in an order of charts: what is asked for, what fails, how long it takes. */
export function seriesOf(range: AppRange, incidents: readonly Incident[]): Series[] {
  const stepMs = range.stepSeconds * 1000;
  const summedSeconds = range.agg === 'sum' ? range.stepSeconds : 1;
  const gaps = incidents.filter(({ kind }) => kind === 'gap');
  // A step that was measured in part would look like a dip.
  const isWhole = ({ time }: AppRangePoint): boolean => {
    const startMs = Date.parse(time);
    return !gaps.some(({ fromMs, toMs }) => fromMs < startMs + stepMs && toMs > startMs);
  };
  const points = range.points.map((point) => (isWhole(point) ? point : undefined));
  const series = (name: string, unit: string, valueOf: (point: AppRangePoint) => number | null): Series => {
    return { name, labels: {}, unit, values: points.map((point) => (point ? valueOf(point) : null)) };
  };
  return [
    series('AccessAmount', 'per second', ({ requests }) => scaled(requests, 1 / summedSeconds)),
    series('FailAmount', 'per second', ({ failures }) => scaled(failures, 1 / summedSeconds)),
    series('FailRatio', '% failed', ({ requests, failRatio }) => ofSome(requests, scaled(failRatio, 100))),
    series('AvgLatency', 'ms', ({ requests, latencyAvgMs }) => ofSome(requests, latencyAvgMs)),
    series('MinLatency', 'ms', ({ requests, latencyMinMs }) => ofSome(requests, latencyMinMs)),
    series('MaxConcurrent', 'at once', ({ maxConcurrent }) => maxConcurrent),
  ];
}

/** What happened in a range; one that goes on beyond it ends where the range does. */
export function incidentsOf({ incidents }: AppIncidents, { fromMs, atMs }: AskedRange): Incident[] {
  return incidents.map(({ id, kind, start, end }) => ({
    kind,
    what: id,
    fromMs: Math.max(fromMs, Date.parse(start)),
    toMs: Math.min(atMs, end === null ? Infinity : Date.parse(end)),
  }));
}

/** Without a request there is no latency, and no share that failed: the metrics API then tells 0. */
function ofSome(requests: number | null, value: number | null): number | null {
  return requests === 0 ? null : value;
}

function scaled(value: number | null, factor: number): number | null {
  return value === null ? null : value * factor;
}

const JSON_TYPE = 'application/json';
const MOST_INCIDENTS = 200;

// The metrics API makes each second of a sum anew: within this length it does so in a fraction of a budget.
const LONGEST_SUM_MS = 2 * 3_600_000;

/**
 * Reads a range of an application, the default one where none is named, and what happened in it.
 *
 * @throws UnknownApplicationError when the metrics API knows no application of this name
 * @throws UpstreamError when it cannot be read
 */
async function readRange(
  client: UpstreamClient,
  url: string,
  asked: AskedRange,
  budget: Budget,
): Promise<SeriesReading> {
  const get = (path: string, query: Record<string, string>): Promise<UpstreamAnswer> =>
    client.get(beneath(url, `api/v1/${path}`, query), JSON_TYPE, budget);

  const app = asked.app ?? firstApplication(await get('apps', { limit: '1' }));
  const sums = asked.stepMs > 1000 && asked.atMs - asked.fromMs <= LONGEST_SUM_MS;
  const span = { from: seconds(asked.fromMs), to: seconds(asked.atMs - 1000) };
  const [range, incidents] = await Promise.all([
    get(`apps/${encodeURIComponent(app)}/range`, {
      ...span,
      step: seconds(asked.stepMs),
      ...(sums ? { agg: 'sum' } : {}),
    }),
    get('incidents', { from: span.from, to: seconds(asked.atMs), app, limit: String(MOST_INCIDENTS) }),
  ]);
  if (range.status === 404 && range.body.includes(UNKNOWN_APPLICATION)) {
    throw new UnknownApplicationError(app, range.address);
  }
  return reading(jsonOf(range, appRangeSchema), jsonOf(incidents, appIncidentsSchema), asked);
}

function reading(range: AppRange, answer: AppIncidents, asked: AskedRange): SeriesReading {
  const incidents = incidentsOf(answer, asked);
  const warnings = [];
  if (answer.next !== null) warnings.push(`Only the first ${MOST_INCIDENTS} incidents are marked`);
  if (range.agg === null && range.stepSeconds > 1) {
    warnings.push(`Each point is the first second of ${range.stepSeconds} s`);
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
  const [first] = jsonOf(answer, applicationNamesSchema).apps;
  if (first !== undefined) return first.app;
  throw new UpstreamError('shape', answer.address, `${answer.address} knows no application`);
}

function jsonOf<Schema extends Parameters<typeof readJson>[1]>(answer: UpstreamAnswer, schema: Schema) {
  expectOk(answer);
  expectContent(answer, JSON_TYPE);
  return readJson(answer, schema);
}

function seconds(ms: number): string {
  return String(ms / 1000);
}

const LONGEST_ANSWER = 200;

/** Reads the JSON of k8s-app-monitor-test: the record of the last second, or a range with its incidents. */
export class AppMonitorDriver implements MetricsDriver {
  constructor(
    private readonly url: string,
    private readonly client: UpstreamClient,
  ) {}

  async read(question: Question, budget: Budget): Promise<Reading> {
    refuseForeign(question, 'app-monitor', ['app', 'range']);
    const { app, atMs, range } = question;
    if (range !== undefined) return readRange(this.client, this.url, { app, atMs, ...range }, budget);
    const record = await this.readRecord(app, budget);
    return { kind: 'record', subject: record.app_name, warnings: [], record };
  }

  async check(budget: Budget): Promise<void> {
    await this.readRecord(undefined, budget);
  }

  private async readRecord(app: string | undefined, budget: Budget): Promise<MetricsRecord> {
    const path = app === undefined ? 'metrics' : `metrics/${encodeURIComponent(app)}`;
    const answer = await this.client.get(beneath(this.url, path), JSON_TYPE, budget);
    if (app !== undefined && answer.status === 404) {
      throw new UnknownApplicationError(app, answer.address, answer.body.trim().slice(0, LONGEST_ANSWER));
    }
    expectOk(answer);
    expectContent(answer, JSON_TYPE);
    return readJson(answer, appMetricsSchema);
  }
}
