import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { defaultScenario, type Application } from './scenario.js';
import { servicePointAt, type ServicePoint } from './service-point.js';

const scenario = defaultScenario(1);
const testApp = scenario.applications[0]!;
const START = 1_763_769_600;

const anySeed = fc.integer({ min: 0, max: 0xffffffff });
const anyName = fc.oneof(fc.constant('test-app'), fc.string({ unit: 'binary', maxLength: 40 }));
const anyTick = fc.oneof(fc.integer({ min: -5e9, max: 5e9 }), fc.maxSafeInteger());
const share = fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true }));
const noise = fc.record({
  amplitude: share,
  periodSeconds: fc.double({ min: 0.1, max: 1e6, noNaN: true }),
});
const anyApplication: fc.Arbitrary<Application> = fc.record({
  name: anyName,
  domain: fc.constant('test-domain'),
  traffic: fc.record({
    ratePerSecond: fc.oneof(fc.constantFrom(0, 0.1, 1, 1e5), fc.double({ min: 0, max: 1e5, noNaN: true })),
    dailyAmplitude: share,
    dailyPeakHourUtc: fc.double({ min: 0, max: 24, maxExcluded: true, noNaN: true }),
    noise,
  }),
  latency: fc.record({
    medianMs: fc.oneof(fc.constantFrom(0, 1, 80), fc.double({ min: 0, max: 1e6, noNaN: true })),
    logSigma: fc.oneof(fc.constantFrom(0, 0.33), fc.double({ min: 0, max: 3, noNaN: true })),
    medianNoise: noise,
  }),
  failures: fc.record({ ratio: share, noise }),
});
const testAppOfAnyName = anyName.map((name) => ({ ...testApp, name }));

/** The laws that a point breaks, in words: one assertion a point keeps 20,000 points quick. */
function brokenLaws(point: ServicePoint, tick: number): string[] {
  const { accessAmount, failAmount, maxConcurrent, meanConcurrency, minLatencyMs, avgLatencyMs } = point;
  const greatestConcurrency = Math.max(accessAmount, Math.ceil(meanConcurrency));
  const laws = {
    'is of its tick': point.tick === tick,
    'all numbers are finite and not negative': Object.entries(point).every(([name, value]) => {
      return Number.isFinite(value) && (value >= 0 || name === 'tick');
    }),
    'counts are integers': [accessAmount, failAmount, maxConcurrent].every(Number.isSafeInteger),
    'failAmount <= accessAmount': failAmount <= accessAmount,
    'failRatio is their quotient': point.failRatio === (accessAmount === 0 ? 0 : failAmount / accessAmount),
    'minLatency <= avgLatency': minLatencyMs <= avgLatencyMs,
    'rounded minLatency <= avgLatency': Math.round(minLatencyMs) <= Math.round(avgLatencyMs),
    "Little's law": meanConcurrency === (accessAmount * avgLatencyMs) / 1000,
    'maxConcurrent >= the mean': maxConcurrent >= Math.ceil(meanConcurrency),
    'maxConcurrent <= what there is': maxConcurrent <= greatestConcurrency,
    'nothing accessed, nothing else': accessAmount > 0 || (avgLatencyMs === 0 && maxConcurrent === 0),
  };
  return Object.entries(laws).flatMap(([law, holds]) => (holds ? [] : [law]));
}

/** The five integers of the originals' record. */
function record(point: ServicePoint): string {
  const { accessAmount, failAmount, maxConcurrent, minLatencyMs, avgLatencyMs } = point;
  return [accessAmount, failAmount, maxConcurrent, Math.round(minLatencyMs), Math.round(avgLatencyMs)].join();
}

describe('a service point', () => {
  it.each([
    ['of the default application under any name', testAppOfAnyName],
    ['of any application', anyApplication],
  ])('%s obeys the laws at 10,000 seeds and times', (_, anyOf) => {
    fc.assert(
      fc.property(anySeed, anyOf, anyTick, (seed, application, tick) => {
        const point = servicePointAt({ seed, applications: [] }, application, tick);
        expect(brokenLaws(point, tick)).toEqual([]);
      }),
      { numRuns: 10_000 },
    );
  });

  it('is the same whenever it is asked for, in whatever order', () => {
    const ticks = Array.from({ length: 1000 }, (_, index) => START + index);
    const forwards = ticks.map((tick) => servicePointAt(scenario, testApp, tick));
    const backwards = ticks
      .toReversed()
      .map((tick) => servicePointAt(defaultScenario(1), { ...testApp }, tick));

    expect(backwards.reverse()).toEqual(forwards);
  });

  it('shows another record than the tick before, 10,000 ticks long', () => {
    const records = Array.from({ length: 10_001 }, (_, index) => {
      return record(servicePointAt(scenario, testApp, START + index));
    });

    expect(records.filter((current, index) => current === records[index - 1])).toEqual([]);
  });

  it('depends on the name and on the seed, and not on the domain', () => {
    const here = record(servicePointAt(scenario, testApp, START));

    expect(record(servicePointAt(scenario, { ...testApp, name: 'other-app' }, START))).not.toBe(here);
    expect(record(servicePointAt(defaultScenario(2), testApp, START))).not.toBe(here);
    expect(record(servicePointAt(scenario, { ...testApp, domain: 'other' }, START))).toBe(here);
  });

  it.each([0.5, NaN, Infinity, 2 ** 53])('is refused for the tick %d', (tick) => {
    expect(() => servicePointAt(scenario, testApp, tick)).toThrow(
      `Expected tick to be a safe integer but received ${tick}`,
    );
  });

  it.each([-1, 0.5, 2 ** 32])('is refused for the seed %d', (seed) => {
    expect(() => servicePointAt({ ...scenario, seed }, testApp, START)).toThrow(RangeError);
  });
});
