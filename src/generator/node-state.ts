import type { Calls } from './calls.js';
import { effectsAt, type Effects } from './incidents.js';
import type { Lognormal } from './lognormal.js';
import type { Node } from './model.js';
import { MAX_RATE_PER_SECOND, expectedRatePerSecond, slowFactor } from './traffic.js';
import type { QueueState } from './queue.js';
import { LANE } from './random.js';

/** How one version of an application answers in one tick. Without a canary there is only one. */
export interface Variant {
  /** Share of the requests that it serves. */
  readonly share: number;
  /** Key of its random numbers. */
  readonly key: number;
  readonly latency: Lognormal;
  readonly timeoutProbability: number;
  /** Among requests that did not time out. */
  readonly clientErrorProbability: number;
  /** Among requests that neither timed out nor had a client error. */
  readonly serverErrorProbability: number;
}

/** The state of an application in one tick. The passes over the graph fill it in. */
export interface NodeState {
  readonly node: Node;
  readonly effects: Readonly<Effects>;
  /** Requests from outside, with surges. */
  readonly externalRatePerSecond: number;
  /** Mean service time of the stable version. */
  readonly serviceMs: number;
  readonly clientErrorRatio: number;
  readonly serverErrorRatio: number;
  /** Set by the downward pass: requests from outside and from callers. */
  ratePerSecond: number;
  requests: number;
  queue: QueueState;
  /** Aligned with the node's calls. */
  calls: Calls[];
  /** Set by the upward pass. */
  variants: readonly Variant[];
  /** As callers see it: mean and variance of the latency, probability of a failure that is worth a retry. */
  meanMs: number;
  varianceMs2: number;
  failureProbability: number;
}

const IDLE: QueueState = { lossProbability: 0, utilization: 0, waitMeanMs: 0, waitVarianceMs2: 0 };

/** The state of an application in a tick before the passes over the graph. */
export function startingState(node: Node, tick: number): NodeState {
  const { application, key } = node;
  const { latency, failures } = application;
  const effects = effectsAt(node.incidents, tick);
  const failureDrift = slowFactor(failures.noise, key, LANE.failureNoise, tick);
  const latencyDrift = slowFactor(latency.noise, key, LANE.latencyNoise, tick);
  const ratePerSecond = expectedRatePerSecond(application.traffic, key, tick) * effects.trafficFactor;
  return {
    node,
    effects,
    externalRatePerSecond: Math.min(ratePerSecond, MAX_RATE_PER_SECOND),
    serviceMs: latency.serviceMs * latencyDrift * effects.latencyFactor,
    clientErrorRatio: eitherOf(
      Math.min(1, failures.clientErrorRatio * failureDrift),
      effects.errorRatio['4xx'],
    ),
    serverErrorRatio: Math.min(1, failures.serverErrorRatio * failureDrift),
    ratePerSecond: 0,
    requests: 0,
    queue: IDLE,
    calls: [],
    variants: [],
    meanMs: 0,
    varianceMs2: 0,
    failureProbability: 0,
  };
}

/** Probability that at least one of two independent events happens. */
export function eitherOf(first: number, second: number): number {
  return 1 - (1 - first) * (1 - second);
}
