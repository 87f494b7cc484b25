import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readJson, type Point, type RangeAnswer } from '../../support/metrics-api.js';
import { RunningService } from '../../support/running-service.js';

const MINUTE = 60;
const WEEK = 7 * 86_400;
// Before the first incident of the scenario: the baseline.
const BASELINE = Date.UTC(2025, 11, 1) / 1000;
const WATCHED = Date.UTC(2026, 2, 2) / 1000;
/** Length of a window in minutes; one second of each minute is read. */
const WINDOW = 12;

interface Incident {
  readonly id: string;
  readonly applications: readonly string[];
  readonly start: string;
  readonly end: string;
}

/** Compares the metrics of a week with those of a baseline week, without knowledge of the scenario. */
describe('a detector that reads only metrics', () => {
  let service: RunningService;
  let truth: readonly Incident[];
  let unusual: ReadonlyMap<string, ReadonlySet<number>>;

  beforeAll(async () => {
    service = await RunningService.start('k8s-app-monitor-test', { SCENARIO: 'online-shop' });
    const query = `from=${WATCHED}&to=${WATCHED + WEEK}`;
    truth = (await readJson<{ incidents: Incident[] }>(service, `/api/v1/incidents?${query}`)).incidents;
    const { apps } = await readJson<{ apps: { app: string }[] }>(service, '/api/v1/apps');
    const found = new Map<string, ReadonlySet<number>>();
    for (const { app } of apps)
      found.set(app, unusualMinutes(await week(app, BASELINE), await week(app, WATCHED)));
    unusual = found;
  });
  afterAll(() => service.stop());

  async function week(app: string, from: number): Promise<readonly Point[]> {
    const query = `from=${from}&to=${from + WEEK - MINUTE}&step=${MINUTE}`;
    return (await readJson<RangeAnswer>(service, `/api/v1/apps/${app}/range?${query}`)).points;
  }

  it('finds the application and time of each incident', () => {
    const found = truth.filter(({ applications, start, end }) =>
      applications.some((app) => minutesOf(start, end).some((minute) => unusual.get(app)!.has(minute))),
    );

    expect(truth.length).toBe(9);
    expect(found.map(({ id }) => id)).toEqual(truth.map(({ id }) => id));
  });

  it('has no false alarms', () => {
    const affected = new Set(truth.flatMap(({ start, end }) => minutesOf(start, end)));
    const falseAlarms = [...unusual].flatMap(([app, minutes]) =>
      [...minutes]
        .filter(
          (minute) =>
            !Array.from({ length: 2 * WINDOW }, (_, back) => minute - back).some((near) =>
              affected.has(near),
            ),
        )
        .map((minute) => `${app} ${new Date((WATCHED + minute * MINUTE) * 1000).toISOString()}`),
    );

    expect(falseAlarms).toEqual([]);
  });
});

function minutesOf(start: string, end: string): number[] {
  const from = (Date.parse(start) / 1000 - WATCHED) / MINUTE;
  const to = (Date.parse(end) / 1000 - WATCHED) / MINUTE;
  return Array.from({ length: to - from }, (_, index) => from + index);
}

/** Minutes at whose end the last window differs from the same window of the baseline week. */
function unusualMinutes(baseline: readonly Point[], watched: readonly Point[]): Set<number> {
  const minutes = new Set<number>();
  for (let end = WINDOW; end <= watched.length; end += 1) {
    const [before, now] = [baseline, watched].map((points) => summary(points.slice(end - WINDOW, end)));
    if (differs(before!, now!)) minutes.add(end - 1);
  }
  return minutes;
}

function summary(points: readonly Point[]) {
  const known = points.filter((point) => point['requests'] !== null);
  const sum = (field: string) => known.reduce((total, point) => total + point[field]!, 0);
  return {
    unknown: points.length - known.length,
    seconds: known.length,
    requests: sum('requests'),
    clientErrors: sum('clientErrors'),
    serverErrors: sum('serverErrors') + sum('timeouts'),
    latencyMs: known.reduce((total, point) => total + point['requests']! * point['latencyAvgMs']!, 0),
  };
}

type Summary = ReturnType<typeof summary>;

/** Missing points, twice the traffic, or significantly more failures or latency than in the baseline. */
function differs(before: Summary, now: Summary): boolean {
  if (now.unknown > 0) return true;
  const growth = now.requests / Math.max(1, before.requests);
  const isSurge = growth > 1.8 && now.requests - before.requests > 8 * Math.sqrt(before.requests);
  return (
    isSurge ||
    isMore(now.clientErrors, now.requests, before.clientErrors, before.requests) ||
    isMore(now.serverErrors, now.requests, before.serverErrors, before.requests) ||
    isSlower(now, before)
  );
}

/** Means of latencies, with a deviation of about 0.6 of the mean, that differ by a tenth plus six standard errors. */
function isSlower(now: Summary, before: Summary): boolean {
  const [n, m] = [Math.max(1, now.requests), Math.max(1, before.requests)];
  const ratio = now.latencyMs / n / (before.latencyMs / m);
  return ratio > 1.1 + 6 * 0.6 * Math.sqrt(1 / n + 1 / m);
}

function isMore(failed: number, requests: number, failedBefore: number, requestsBefore: number): boolean {
  const expected = (requests * (failedBefore + 1)) / Math.max(1, requestsBefore);
  return failed - expected > 4 + 6 * Math.sqrt(expected);
}
