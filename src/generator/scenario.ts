/** A slow drift around the value it belongs to. */
export interface SlowNoise {
  /** Greatest change, as a share of the value: in [0, 1]. */
  readonly amplitude: number;
  /** Time from one turning point of the slowest octave to the next at the soonest, above 0. */
  readonly periodSeconds: number;
  /** Each further octave is twice as fast and half as high; an integer in [1, 8]. */
  readonly octaves: number;
}

/** A rhythm of the traffic: a cosine. */
export interface Harmonic {
  readonly periodSeconds: number;
  /** How far it lifts and lowers the rate, as a share of it; those of one application sum to at most 1. */
  readonly amplitude: number;
  /** Its peaks are this long after 1970-01-01T00:00:00Z, a Thursday, and whole periods before and after. */
  readonly peakOffsetSeconds: number;
}

/** Growth along a straight line, and never below 0. */
export interface Trend {
  /** Share of the rate that a year of 365 days adds; negative for decline. */
  readonly growthPerYear: number;
  /** The tick at which the factor is 1. */
  readonly sinceTick: number;
}

export interface Traffic {
  /** Requests per second from outside the scenario, averaged over all rhythms: >= 0. */
  readonly ratePerSecond: number;
  readonly harmonics: readonly Harmonic[];
  readonly noise: SlowNoise;
  readonly trend: Trend | undefined;
}

/** How much work an application can do at once, as an M/M/c/K queue. */
export interface Capacity {
  /** c, an integer in [1, 1000]. */
  readonly servers: number;
  /** Places to wait in, K - c; who finds all of them taken is refused. An integer in [0, 10000]. */
  readonly queue: number;
}

interface Latency {
  /** Mean time of the work itself, without waiting and without calls of others: > 0. */
  readonly serviceMs: number;
  /** Standard deviation of the logarithm of that time: in [0, 3]. */
  readonly logSigma: number;
  /** After this long the caller gives up; undefined waits for ever. */
  readonly timeoutMs: number | undefined;
  /** Drift of the mean. */
  readonly noise: SlowNoise;
}

export interface Failures {
  /** Probability that a request is wrong and refused, as HTTP's 4xx: in [0, 1]. */
  readonly clientErrorRatio: number;
  /** Probability that a right request fails of itself, as HTTP's 5xx: in [0, 1]. */
  readonly serverErrorRatio: number;
  /** Drift of both. */
  readonly noise: SlowNoise;
}

/** That an application calls another to answer its own requests. */
export interface Dependency {
  readonly application: string;
  /** Calls for each request, on average: the fan-out ratio, in [0, 100]. */
  readonly callsPerRequest: number;
  /** How often a call that failed is tried again: an integer in [0, 10]. */
  readonly retries: number;
  /** Whether a request fails when a call of it has failed for good. */
  readonly critical: boolean;
}

export interface Application {
  readonly name: string;
  readonly domain: string;
  readonly traffic: Traffic;
  readonly latency: Latency;
  /** undefined has a server for every request: nothing waits, nothing is refused. */
  readonly capacity: Capacity | undefined;
  readonly failures: Failures;
  readonly dependencies: readonly Dependency[];
}

/** How a failed request fails. */
export type FailureClass = '4xx' | '5xx' | 'timeout';

/** What an incident does to its applications at full strength; a ramp weakens it. */
export type IncidentEffect =
  /** A share of the requests fails with 5xx. */
  | { readonly kind: 'outage'; readonly errorRatio: number }
  /** The work takes longer, and so uses up capacity. */
  | { readonly kind: 'brownout'; readonly latencyFactor: number }
  | { readonly kind: 'error-burst'; readonly errorRatio: number; readonly errorClass: FailureClass }
  | { readonly kind: 'traffic-surge'; readonly trafficFactor: number }
  /** Latency grows along a line up to the factor; then a restart of some seconds fails all, and it starts anew. */
  | {
      readonly kind: 'slow-leak';
      readonly periodSeconds: number;
      readonly latencyFactor: number;
      readonly restartSeconds: number;
    }
  /** Down for the first share of each period, up for the rest. */
  | { readonly kind: 'flapping'; readonly periodSeconds: number; readonly downShare: number }
  /** The application works, but nobody measures it. */
  | { readonly kind: 'gap' }
  /** Other parameters from then on. */
  | {
      readonly kind: 'regime-change';
      readonly trafficFactor: number;
      readonly latencyFactor: number;
      readonly errorRatio: number;
    }
  /** A share of the requests is served by a version with other parameters. */
  | {
      readonly kind: 'canary';
      readonly share: number;
      readonly latencyFactor: number;
      readonly errorRatio: number;
    };

/**
 * When an incident comes again: at equal distances for ever, or at a list of ticks in rising order, none of them
 * before the incident's start.
 */
export type Repeat = { readonly everySeconds: number } | { readonly startTicks: readonly number[] };

export interface Incident {
  readonly id: string;
  readonly effect: IncidentEffect;
  /** Names of applications; never empty. */
  readonly applications: readonly string[];
  readonly startTick: number;
  /** Infinity never ends. A repeated one ends when it begins anew, at the latest. */
  readonly durationSeconds: number;
  /** How long it takes to reach its full strength, and to leave it, within the duration. */
  readonly rampSeconds: number;
  readonly repeat: Repeat | undefined;
  /** Ground truth for whoever compares: free words, such as severity. */
  readonly labels: Readonly<Record<string, string>>;
}

export interface Scenario {
  readonly name: string;
  /** Integer in [0, 2^32): another seed gives another history. */
  readonly seed: number;
  readonly applications: readonly Application[];
  readonly incidents: readonly Incident[];
}

/** The application of that exact name, if the scenario has one. */
export function findApplication(scenario: Scenario, name: string): Application | undefined {
  return scenario.applications.find((application) => application.name === name);
}
