import type { Application, Incident, Scenario, SlowNoise } from '../scenario.js';

export const QUIET: SlowNoise = { amplitude: 0, periodSeconds: 60, octaves: 1 };

/** An application without rhythm, drift, limits, failures and calls, except for the given properties. */
export function application(changes: Partial<Application> = {}): Application {
  return {
    name: 'app',
    domain: 'test-domain',
    traffic: { ratePerSecond: 100, harmonics: [], noise: QUIET, trend: undefined },
    latency: { serviceMs: 50, logSigma: 0.5, timeoutMs: undefined, noise: QUIET },
    capacity: undefined,
    failures: { clientErrorRatio: 0, serverErrorRatio: 0, noise: QUIET },
    dependencies: [],
    ...changes,
  };
}

/** An incident that starts at tick 0 and lasts a hundred seconds, except for the given properties. */
export function incident(changes: Partial<Incident> = {}): Incident {
  return {
    id: 'incident',
    effect: { kind: 'outage', errorRatio: 1 },
    applications: ['app'],
    startTick: 0,
    durationSeconds: 100,
    rampSeconds: 0,
    repeat: undefined,
    labels: {},
    ...changes,
  };
}

export function scenarioOf(
  applications: readonly Application[],
  incidents: readonly Incident[] = [],
  seed = 1,
): Scenario {
  return { name: 'test', seed, applications, incidents };
}

/** The shipped default scenario, without reading its file. */
export const TEST_APP: Application = application({
  name: 'test-app',
  traffic: {
    ratePerSecond: 84,
    harmonics: [{ periodSeconds: 86_400, amplitude: 0.08, peakOffsetSeconds: 14 * 3600 }],
    noise: { amplitude: 0.05, periodSeconds: 60, octaves: 3 },
    trend: undefined,
  },
  latency: {
    serviceMs: 85,
    logSigma: 0.33,
    timeoutMs: 5000,
    noise: { amplitude: 0.15, periodSeconds: 45, octaves: 3 },
  },
  failures: {
    clientErrorRatio: 0.2,
    serverErrorRatio: 0.06,
    noise: { amplitude: 0.25, periodSeconds: 75, octaves: 3 },
  },
});
