import { pointAt, snapshotAt } from '../../dist/src/generator/snapshot.js';
import { createModel } from '../../dist/src/generator/model.js';
import { Period } from '../../dist/src/generator/totals.js';
import { queueAt } from '../../dist/src/generator/queue.js';
import { readScenario, readScenarioFile } from '../../dist/src/scenario/read-scenario.js';
import { shippedScenarioPath } from '../../dist/src/scenario/scenario-source.js';

const MONDAY = Date.UTC(2026, 2, 2) / 1000;
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

const clock = (seconds) => new Date(seconds * 1000).toISOString().slice(11, 16);

/** A day of the storefront in online-shop, with a point every five minutes. */
export function aDay() {
  const model = createModel(readScenarioFile(shippedScenarioPath('online-shop')).scenario);
  const node = model.nodeByName.get('storefront');
  const steps = Array.from({ length: 288 }, (_, index) => MONDAY + index * 300);
  const means = steps.map((tick) => mean(model, node, tick, 30));
  return {
    title: 'A Monday of the storefront in online-shop',
    labels: steps.map(clock),
    xTitle: 'UTC',
    yTitle: 'requests per second',
    y2Title: 'milliseconds',
    lines: [
      { label: 'expected requests per second', values: means.map((point) => point.ratePerSecond) },
      {
        label: 'requests in the first second',
        values: steps.map((tick) => pointAt(model, node, tick).requests),
      },
      { label: 'mean latency', values: means.map((point) => point.avgLatencyMs), axis: 'y2' },
    ],
  };
}

/** The queue model alone: wait and refusals as the load grows past saturation. */
export function latencyAgainstUtilization() {
  const [servers, serviceMs] = [16, 50];
  const loads = Array.from({ length: 151 }, (_, index) => index / 100);
  const states = [4, 16, 64].map((queue) =>
    loads.map((rho) => queueAt((rho * servers * 1000) / serviceMs, serviceMs, { servers, queue })),
  );
  return {
    title: '16 servers of 50 ms: waiting and refusals as the load grows',
    labels: loads.map((rho) => rho.toFixed(2)),
    xTitle: 'offered load: lambda S / c',
    yTitle: 'mean wait in milliseconds',
    y2Title: 'share refused',
    lines: [
      ...[4, 16, 64].map((queue, index) => ({
        label: `wait, queue of ${queue}`,
        values: states[index].map((state) => state.waitMeanMs),
      })),
      { label: 'refused, queue of 64', values: states[2].map((state) => state.lossProbability), axis: 'y2' },
    ],
  };
}

/** A service whose dependency fails for ten minutes, with and without retries. */
export function retryStorm() {
  const withRetries = (retries) =>
    createModel(
      readScenario(
        `
name: storm
applications:
  - name: front
    domain: demo
    traffic: { ratePerSecond: 100 }
    latency: { serviceMs: 20, timeout: 2s }
    dependencies: [{ application: back, retries: ${retries} }]
  - name: back
    domain: demo
    latency: { serviceMs: 50, timeout: 1s }
    capacity: { servers: 8, queue: 40 }
incidents:
  - { id: errors, kind: error-burst, applications: [back], errorRatio: 0.4, start: 2026-03-02T00:10:00Z, duration: 10m, ramp: 2m }
`,
        'storm',
      ).scenario,
    );
  const steps = Array.from({ length: 180 }, (_, index) => MONDAY + index * 10);
  const of = (retries, name) => {
    const model = withRetries(retries);
    return steps.map((tick) => mean(model, model.nodeByName.get(name), tick, 10));
  };
  return {
    title: 'Errors of 40 % at the dependency from 00:10 to 00:20, without and with three retries',
    labels: steps.map(clock),
    xTitle: 'UTC',
    yTitle: 'calls per second at the dependency',
    y2Title: 'share of failed requests at the front',
    lines: [
      { label: 'calls, no retries', values: of(0, 'back').map((point) => point.ratePerSecond) },
      { label: 'calls, three retries', values: of(3, 'back').map((point) => point.ratePerSecond) },
      { label: 'failures, no retries', values: of(0, 'front').map((point) => point.failRatio), axis: 'y2' },
      {
        label: 'failures, three retries',
        values: of(3, 'front').map((point) => point.failRatio),
        axis: 'y2',
      },
    ],
  };
}

/** A week of online-shop, with a point every 15 minutes. */
export function incidentsOfAWeek() {
  const model = createModel(readScenarioFile(shippedScenarioPath('online-shop')).scenario);
  const steps = Array.from({ length: 672 }, (_, index) => MONDAY + index * 900);
  const seen = steps.map((tick) => {
    const periods = model.nodes.map(() => new Period(tick));
    for (let second = 0; second < 900; second += 45) {
      snapshotAt(model, tick + second).points.forEach((point, index) => periods[index].add(point));
    }
    return periods.map((period) => period.point);
  });
  const of = (name, value) => {
    const index = model.nodes.findIndex(({ application }) => application.name === name);
    return seen.map((points) => (points[index].measured ? value(points[index]) : null));
  };
  return {
    title: 'A week of online-shop: five of its incidents on four of its series',
    labels: steps.map((tick, index) => `${DAYS[Math.floor(index / 96)]} ${clock(tick)}`),
    xTitle: 'UTC',
    yTitle: 'milliseconds',
    y2Title: 'share of failed requests',
    lines: [
      { label: 'latency of search', values: of('search', (point) => point.avgLatencyMs) },
      { label: 'latency of inventory', values: of('inventory', (point) => point.avgLatencyMs) },
      { label: 'failures of cart', values: of('cart', (point) => point.failRatio), axis: 'y2' },
      { label: 'failures of storefront', values: of('storefront', (point) => point.failRatio), axis: 'y2' },
    ],
  };
}

function mean(model, node, tick, seconds) {
  const period = new Period(tick);
  for (let second = 0; second < seconds; second += 1) period.add(pointAt(model, node, tick + second));
  return period.point;
}
