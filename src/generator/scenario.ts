/** A slow drift around a value. */
export interface SlowNoise {
  /** Greatest change, as a share of the value: in [0, 1]. */
  readonly amplitude: number;
  /** Minimum time between turning points of the slowest octave; > 0. */
  readonly periodSeconds: number;
  /** Each further octave is twice as fast and half as high; an integer in [1, 8]. */
  readonly octaves: number;
}

/** A rhythm of the traffic: a cosine. */
export interface Harmonic {
  readonly periodSeconds: number;
  /** How far it raises and lowers the rate, as a share of it; the sum over one application is at most 1. */
  readonly amplitude: number;
  /** Time of a peak after 1970-01-01T00:00:00Z, a Thursday. */
  readonly peakOffsetSeconds: number;
}

/** Linear growth, never below 0. */
export interface Trend {
  /** Growth over a year of 365 days, as a share of the rate; negative for decline. */
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

/** Servers and queue of an application, as an M/M/c/K queue. */
export interface Capacity {
  /** c, an integer in [1, 1000]. */
  readonly servers: number;
  /** Queue length, K - c; requests that find it full are rejected. An integer in [0, 10000]. */
  readonly queue: number;
}

interface Latency {
  /** Mean service time, without waiting and without calls: > 0. */
  readonly serviceMs: number;
  /** Standard deviation of the logarithm of that time: in [0, 3]. */
  readonly logSigma: number;
  /** Time after which the caller gives up; undefined for never. */
  readonly timeoutMs: number | undefined;
  /** Drift of the mean. */
  readonly noise: SlowNoise;
}

export interface Failures {
  /** Probability that a request is invalid (HTTP 4xx): in [0, 1]. */
  readonly clientErrorRatio: number;
  /** Probability that a valid request fails by itself (HTTP 5xx): in [0, 1]. */
  readonly serverErrorRatio: number;
  /** Drift of both. */
  readonly noise: SlowNoise;
}

/** A call that an application makes to answer its own requests. */
export interface Dependency {
  readonly application: string;
  /** Calls for each request, on average: the fan-out ratio, in [0, 100]. */
  readonly callsPerRequest: number;
  /** Maximum number of retries of a failed call: an integer in [0, 10]. */
  readonly retries: number;
  /** Whether a request fails when one of its calls has failed after all retries. */
  readonly critical: boolean;
}

export interface Application {
  readonly name: string;
  readonly domain: string;
  readonly traffic: Traffic;
  readonly latency: Latency;
  /** undefined is unlimited: no request waits and none is rejected. */
  readonly capacity: Capacity | undefined;
  readonly failures: Failures;
  readonly dependencies: readonly Dependency[];
}

/** How a failed request fails. */
export type FailureClass = '4xx' | '5xx' | 'timeout';

/** The effect of an incident at full strength; ramps scale it down. */
export type IncidentEffect =
  /** A share of the requests fails with 5xx. */
  | { readonly kind: 'outage'; readonly errorRatio: number }
  /** Requests take longer, which also uses up capacity. */
  | { readonly kind: 'brownout'; readonly latencyFactor: number }
  | { readonly kind: 'error-burst'; readonly errorRatio: number; readonly errorClass: FailureClass }
  | { readonly kind: 'traffic-surge'; readonly trafficFactor: number }
  /** Latency grows linearly up to the factor, until a restart during which all requests fail; then again. */
  | {
      readonly kind: 'slow-leak';
      readonly periodSeconds: number;
      readonly latencyFactor: number;
      readonly restartSeconds: number;
    }
  /** Down for the first part of each period, up for the rest. */
  | { readonly kind: 'flapping'; readonly periodSeconds: number; readonly downShare: number }
  /** The application works, but no metrics are recorded. */
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
 * When an incident repeats: indefinitely at a fixed interval, or at a list of ticks in ascending order, none before
 * the incident's start.
 */
export type Repeat = { readonly everySeconds: number } | { readonly startTicks: readonly number[] };

export interface Incident {
  readonly id: string;
  readonly effect: IncidentEffect;
  /** Names of applications; never empty. */
  readonly applications: readonly string[];
  readonly startTick: number;
  /** Infinity never ends. An occurrence ends at the latest when the next one starts. */
  readonly durationSeconds: number;
  /** Time to reach full strength, and to fade at the end; part of the duration. */
  readonly rampSeconds: number;
  readonly repeat: Repeat | undefined;
  /** Labels for the ground truth, such as severity. */
  readonly labels: Readonly<Record<string, string>>;
}

export interface Scenario {
  readonly name: string;
  /** Integer in [0, 2^32): another seed gives another history. */
  readonly seed: number;
  readonly applications: readonly Application[];
  readonly incidents: readonly Incident[];
}
