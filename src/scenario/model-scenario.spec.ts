import { describe, expect, it } from '@jest/globals';
import { readScenario } from './read-scenario.js';

const NO_NOISE = { amplitude: 0, periodSeconds: 60, octaves: 3 };

/** The model's form of an application that is given in YAML's flow style. */
function application(text: string) {
  return readScenario(`{ name: s, applications: [{ name: a, domain: d, ${text} }] }`, 'f').scenario
    .applications[0]!;
}

/** The model's form of an incident of the applications a and b. */
function incident(text: string) {
  const applications = ['a', 'b'].map(
    (name) => `{ name: ${name}, domain: d, latency: { serviceMs: 1, timeout: 1s } }`,
  );
  const file = `{ name: s, applications: [${applications.join(', ')}], incidents: [{ id: i, ${text} }] }`;
  return readScenario(file, 'f').scenario.incidents[0]!;
}

describe('the model of a scenario file', () => {
  it('fills in the defaults', () => {
    expect(application('latency: { serviceMs: 80 }')).toEqual({
      name: 'a',
      domain: 'd',
      traffic: { ratePerSecond: 0, harmonics: [], noise: NO_NOISE, trend: undefined },
      latency: { serviceMs: 80, logSigma: 0.33, timeoutMs: undefined, noise: NO_NOISE },
      capacity: undefined,
      failures: { clientErrorRatio: 0, serverErrorRatio: 0, noise: NO_NOISE },
      dependencies: [],
    });
  });

  it('turns daily and weekly rhythms into cosines, counting weeks from Thursday, 1970-01-01', () => {
    const { traffic } = application(`latency: { serviceMs: 1 }, traffic: { ratePerSecond: 9,
      daily: { amplitude: 0.1, peakHourUtc: 13.5 },
      weekly: { amplitude: 0.2, peakDay: wednesday, peakHourUtc: 12 },
      harmonics: [{ period: 12h, amplitude: 0.3, peakOffset: 1h }],
      trend: { growthPerYear: -0.2, since: 2026-01-01T01:00:00.900+01:00 } }`);

    expect(traffic.harmonics).toEqual([
      { periodSeconds: 86_400, amplitude: 0.1, peakOffsetSeconds: 48_600 },
      { periodSeconds: 604_800, amplitude: 0.2, peakOffsetSeconds: 6 * 86_400 + 43_200 },
      { periodSeconds: 43_200, amplitude: 0.3, peakOffsetSeconds: 3600 },
    ]);
    expect(traffic.trend).toEqual({ growthPerYear: -0.2, sinceTick: Date.UTC(2026, 0, 1) / 1000 });
  });

  it.each([
    ['thursday', 0],
    ['friday', 1],
    ['wednesday', 6],
  ])('places a peak on %s %d days after the epoch', (peakDay, days) => {
    const weekly = `weekly: { amplitude: 1, peakDay: ${peakDay}, peakHourUtc: 0 }`;
    const { traffic } = application(`latency: { serviceMs: 1 }, traffic: { ratePerSecond: 9, ${weekly} }`);

    expect(traffic.harmonics[0]?.peakOffsetSeconds).toBe(days * 86_400);
    expect(
      new Date(days * 86_400_000)
        .toLocaleDateString('en', { weekday: 'long', timeZone: 'UTC' })
        .toLowerCase(),
    ).toBe(peakDay);
  });

  it('has a queue of ten per server by default', () => {
    expect(application('latency: { serviceMs: 1 }, capacity: { servers: 16 }').capacity).toEqual({
      servers: 16,
      queue: 160,
    });
    expect(application('latency: { serviceMs: 1 }, capacity: { servers: 16, queue: 0 }').capacity).toEqual({
      servers: 16,
      queue: 0,
    });
  });

  it('converts timeouts to ms and noise periods to seconds', () => {
    const { latency } = application(
      'latency: { serviceMs: 1, timeout: 1500ms, noise: { amplitude: 0.1, period: 2m, octaves: 1 } }',
    );

    expect(latency).toMatchObject({
      timeoutMs: 1500,
      noise: { amplitude: 0.1, periodSeconds: 120, octaves: 1 },
    });
  });

  it.each([
    ['kind: outage', { kind: 'outage', errorRatio: 1 }],
    ['kind: brownout, latencyFactor: 3', { kind: 'brownout', latencyFactor: 3 }],
    ['kind: error-burst, errorRatio: 0.2', { kind: 'error-burst', errorRatio: 0.2, errorClass: '5xx' }],
    [
      'kind: error-burst, errorRatio: 0.2, class: timeout',
      { kind: 'error-burst', errorRatio: 0.2, errorClass: 'timeout' },
    ],
    ['kind: traffic-surge, trafficFactor: 3', { kind: 'traffic-surge', trafficFactor: 3 }],
    [
      'kind: slow-leak, period: 2h, latencyFactor: 4, restart: 30s',
      { kind: 'slow-leak', periodSeconds: 7200, latencyFactor: 4, restartSeconds: 30 },
    ],
    ['kind: flapping, period: 5m, downShare: 0.3', { kind: 'flapping', periodSeconds: 300, downShare: 0.3 }],
    ['kind: gap', { kind: 'gap' }],
    ['kind: regime-change', { kind: 'regime-change', trafficFactor: 1, latencyFactor: 1, errorRatio: 0 }],
    ['kind: canary, share: 0.1', { kind: 'canary', share: 0.1, latencyFactor: 1, errorRatio: 0 }],
  ])('%s', (text, effect) => {
    expect(
      incident(`${text}, start: 2026-01-02T10:00:00Z, duration: 40m, ramp: 2m, labels: { severity: page }`),
    ).toEqual({
      id: 'i',
      effect,
      applications: ['a', 'b'],
      startTick: Date.UTC(2026, 0, 2, 10) / 1000,
      durationSeconds: 2400,
      rampSeconds: 120,
      repeat: undefined,
      labels: { severity: 'page' },
    });
  });

  it('never ends a regime change without a duration', () => {
    expect(incident('kind: regime-change, start: 2026-01-02T10:00:00Z').durationSeconds).toBe(Infinity);
  });

  it('repeats at a fixed interval or at the starts of a rule', () => {
    const gap = 'kind: gap, applications: [b], start: 2026-01-05T10:00:00Z, duration: 1m';

    expect(incident(`${gap}, repeat: { every: 7d }`).repeat).toEqual({ everySeconds: 604_800 });
    const friday = Date.UTC(2026, 0, 9, 10) / 1000;
    expect(incident(`${gap}, repeat: { rrule: FREQ=WEEKLY;BYDAY=FR;COUNT=2 }`)).toMatchObject({
      applications: ['b'],
      startTick: friday,
      repeat: { startTicks: [friday, friday + 604_800] },
    });
  });
});
