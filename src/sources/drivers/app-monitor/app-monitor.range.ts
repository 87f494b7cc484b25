import { appIncidentsSchema, type AppIncidents } from '../../../contract/incidents.js';
import { applicationNamesSchema, appRangeSchema, type AppRange } from '../../../contract/range.js';
import { UpstreamError } from '../../../platform/errors/upstream.error.js';
import { beneath } from '../../http/address.js';
import type { Budget } from '../../http/budget.js';
import { expectContent, expectOk, readJson, type UpstreamAnswer } from '../../http/upstream-answer.js';
import type { UpstreamClient } from '../../http/upstream-client.js';
import type { SeriesReading } from '../../metrics-source.port.js';
import { UnknownApplicationError } from '../../unknown-application.error.js';
import { incidentsOf, seriesOf, type AskedRange } from './app-monitor.series.js';

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
export async function readRange(
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
  if (range.status === 404 && range.body.includes('UNKNOWN_APPLICATION')) {
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
