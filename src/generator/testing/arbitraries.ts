import fc from 'fast-check';
import type { Application, Incident, IncidentEffect, Scenario, SlowNoise } from '../scenario.js';

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f'];

const share = fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true }));
const seldom = fc.oneof(fc.constantFrom(0, 1e-9, 0.01), share);
const factor = fc.oneof(fc.constantFrom(1, 100), fc.double({ min: 0.01, max: 20, noNaN: true }));
const seconds = fc.integer({ min: 1, max: 200 });
const periodSeconds = fc.oneof(
  fc.integer({ min: 1, max: 1e6 }),
  fc.double({ min: 0.1, max: 100, noNaN: true }),
);

const noise: fc.Arbitrary<SlowNoise> = fc.record({
  amplitude: share,
  periodSeconds,
  octaves: fc.integer({ min: 1, max: 8 }),
});

const applicationWithoutCalls: fc.Arbitrary<Omit<Application, 'name' | 'dependencies'>> = fc.record({
  domain: fc.constant('test-domain'),
  traffic: fc.record({
    ratePerSecond: fc.oneof(fc.constantFrom(0, 0.1, 1, 1e5), fc.double({ min: 0, max: 1000, noNaN: true })),
    harmonics: fc.array(
      fc.record({
        periodSeconds,
        amplitude: fc.double({ min: 0, max: 0.33, noNaN: true }),
        peakOffsetSeconds: fc.integer({ min: -1e6, max: 1e6 }),
      }),
      { maxLength: 3 },
    ),
    noise,
    trend: fc.option(
      fc.record({ growthPerYear: fc.double({ min: -2, max: 10, noNaN: true }), sinceTick: fc.integer() }),
      { nil: undefined },
    ),
  }),
  latency: fc.record({
    serviceMs: fc.oneof(fc.constantFrom(0.001, 1e6), fc.double({ min: 0.1, max: 1000, noNaN: true })),
    logSigma: fc.oneof(fc.constantFrom(0, 3), fc.double({ min: 0, max: 3, noNaN: true })),
    timeoutMs: fc.option(fc.integer({ min: 1, max: 60_000 }), { nil: undefined }),
    noise,
  }),
  capacity: fc.option(
    fc.record({
      servers: fc.oneof(fc.constantFrom(1, 1000), fc.integer({ min: 1, max: 100 })),
      queue: fc.oneof(fc.constantFrom(0, 10_000), fc.integer({ min: 0, max: 100 })),
    }),
    { nil: undefined },
  ),
  failures: fc.record({ clientErrorRatio: seldom, serverErrorRatio: seldom, noise }),
});

const call = fc.record({
  callsPerRequest: fc.oneof(fc.constantFrom(0, 1, 100), fc.double({ min: 0, max: 5, noNaN: true })),
  retries: fc.integer({ min: 0, max: 10 }),
  critical: fc.boolean(),
});
// Calls go only to names later in the alphabet, so there are no cycles.
const calls = fc.array(fc.option(call, { nil: undefined, freq: 1 }), { minLength: 6, maxLength: 6 });

const applications: fc.Arbitrary<Application[]> = fc
  .array(fc.tuple(applicationWithoutCalls, calls), { minLength: 1, maxLength: NAMES.length })
  .map((drafts) =>
    drafts.map(([draft, callsOfAll], index) => {
      const dependencies = NAMES.slice(index + 1, drafts.length).flatMap((application, later) => {
        const made = callsOfAll[later];
        return made === undefined ? [] : [{ ...made, application }];
      });
      return { ...draft, name: NAMES[index]!, dependencies };
    }),
  );

const effect: fc.Arbitrary<IncidentEffect> = fc.oneof(
  fc.record({ kind: fc.constant('outage' as const), errorRatio: share }),
  fc.record({ kind: fc.constant('brownout' as const), latencyFactor: factor }),
  fc.record({
    kind: fc.constant('error-burst' as const),
    errorRatio: share,
    errorClass: fc.constantFrom('4xx' as const, '5xx' as const, 'timeout' as const),
  }),
  fc.record({ kind: fc.constant('traffic-surge' as const), trafficFactor: factor }),
  fc.record({
    kind: fc.constant('slow-leak' as const),
    periodSeconds: fc.integer({ min: 20, max: 100 }),
    latencyFactor: factor,
    restartSeconds: fc.integer({ min: 1, max: 19 }),
  }),
  fc.record({ kind: fc.constant('flapping' as const), periodSeconds: seconds, downShare: share }),
  fc.record({ kind: fc.constant('gap' as const) }),
  fc.record({
    kind: fc.constant('regime-change' as const),
    trafficFactor: factor,
    latencyFactor: factor,
    errorRatio: share,
  }),
  fc.record({ kind: fc.constant('canary' as const), share, latencyFactor: factor, errorRatio: share }),
);

function incidentsAround(tick: number): fc.Arbitrary<Incident[]> {
  const incident = fc.record({
    effect,
    applications: fc.uniqueArray(fc.constantFrom(...NAMES), { minLength: 1 }),
    startTick: fc.integer({ min: -100, max: 20 }).map((offset) => tick + offset),
    durationSeconds: fc.oneof(fc.constant(Infinity), seconds),
    rampSeconds: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 100 })),
    repeat: fc.option(fc.record({ everySeconds: seconds }), { nil: undefined }),
  });
  return fc
    .array(incident, { maxLength: 5 })
    .map((drafts) => drafts.map((draft, index) => ({ ...draft, id: `incident-${index}`, labels: {} })));
}

/** Any scenario of up to six applications that call each other, and a tick around which its incidents happen. */
export const anyScenarioAndTick: fc.Arbitrary<{ scenario: Scenario; tick: number }> = fc
  .oneof(fc.integer({ min: -5e9, max: 5e9 }), fc.integer({ min: -9e15, max: 9e15 }))
  .chain((tick) =>
    fc.record({
      scenario: fc.record({
        name: fc.constant('any'),
        seed: fc.integer({ min: 0, max: 0xffffffff }),
        applications,
        incidents: incidentsAround(tick),
      }),
      tick: fc.constant(tick),
    }),
  );
