/** A slow drift around the value it belongs to. */
export interface SlowNoise {
  /** Greatest change, as a share of the value: in [0, 1]. */
  readonly amplitude: number;
  /** Time from one turning point to the next at the soonest, above 0. */
  readonly periodSeconds: number;
}

export interface Traffic {
  /** Requests per second, averaged over a day: >= 0. */
  readonly ratePerSecond: number;
  /** How far the day's rhythm lifts and lowers the rate, as a share of it: in [0, 1]. */
  readonly dailyAmplitude: number;
  /** Hour of the day with the most traffic: in [0, 24). */
  readonly dailyPeakHourUtc: number;
  readonly noise: SlowNoise;
}

export interface Latency {
  /** Half of the requests are faster: >= 0. */
  readonly medianMs: number;
  /** Standard deviation of the logarithm of the latency: >= 0. */
  readonly logSigma: number;
  /** Drift of the median. */
  readonly medianNoise: SlowNoise;
}

export interface Failures {
  /** Probability that a request fails: in [0, 1]. */
  readonly ratio: number;
  readonly noise: SlowNoise;
}

export interface Application {
  readonly name: string;
  readonly domain: string;
  readonly traffic: Traffic;
  readonly latency: Latency;
  readonly failures: Failures;
}

export interface Scenario {
  /** Integer in [0, 2^32): another seed gives another history. */
  readonly seed: number;
  readonly applications: readonly Application[];
}

/** Its five counts and times lie between ten and about a hundred, so that six bars read well on one axis. */
const TEST_APP: Application = {
  name: 'test-app',
  domain: 'test-domain',
  traffic: {
    ratePerSecond: 84,
    dailyAmplitude: 0.08,
    dailyPeakHourUtc: 14,
    noise: { amplitude: 0.05, periodSeconds: 60 },
  },
  latency: { medianMs: 80, logSigma: 0.33, medianNoise: { amplitude: 0.15, periodSeconds: 45 } },
  failures: { ratio: 0.25, noise: { amplitude: 0.25, periodSeconds: 75 } },
};

/**
 * The scenario of a service without configuration: one application, named as the originals named theirs.
 *
 * @param seed - an integer in [0, 2^32)
 */
export function defaultScenario(seed: number): Scenario {
  return { seed, applications: [TEST_APP] };
}

/** The application of that exact name, if the scenario has one. */
export function findApplication(scenario: Scenario, name: string): Application | undefined {
  return scenario.applications.find((application) => application.name === name);
}
