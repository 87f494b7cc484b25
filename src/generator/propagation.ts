import { binomial } from './binomial.js';
import { MAX_CALLS_PER_TICK, attemptsPerRequest, callsIn, successOfCalls } from './calls.js';
import { type Moments, cappedMoments, lognormalCdf, lognormalOf } from './lognormal.js';
import type { Edge } from './model.js';
import { type NodeState, type Variant, eitherOf } from './node-state.js';
import { queueAt } from './queue.js';
import { LANE, applicationKey, uniformsAt } from './random.js';
import { TICK_MS } from '../contract/tick.js';
import { arrivalsIn } from './traffic.js';

/**
 * Passes the expected traffic down the graph, without randomness and without retries.
 *
 * @param states - of one group, callers first
 */
export function passExpectedTrafficDown(states: readonly NodeState[]): void {
  for (const state of states) {
    state.ratePerSecond = state.externalRatePerSecond;
    for (const { caller, dependency } of state.node.calledBy) {
      const from = states[caller.index]!;
      const ratePerSecond = from.ratePerSecond * workProbability(from) * dependency.callsPerRequest;
      state.ratePerSecond += Math.min(ratePerSecond, (MAX_CALLS_PER_TICK * 1000) / TICK_MS);
    }
    state.queue = queueOf(state);
  }
}

/**
 * Draws the requests of a tick and passes their calls down the graph, including retries: an application receives
 * requests from outside and every attempt of its callers.
 *
 * @param states - of one group, callers first, with the failure probabilities that callers see
 */
export function passRequestsDown(states: readonly NodeState[], tick: number): void {
  for (const state of states) {
    const { node, externalRatePerSecond } = state;
    const called = node.calledBy.reduce((sum, edge) => sum + attemptsAlong(edge, states), 0);
    state.ratePerSecond = externalRatePerSecond + (called * 1000) / TICK_MS;
    state.requests = arrivalsIn(externalRatePerSecond, node.key, tick) + called;
    state.queue = queueOf(state);
    state.calls = callsOf(state, states, tick);
  }
}

function attemptsAlong(edge: Edge, states: readonly NodeState[]): number {
  const { node, calls } = states[edge.caller.index]!;
  return calls[node.calls.indexOf(edge)]!.attempts;
}

function callsOf(state: NodeState, states: readonly NodeState[], tick: number): NodeState['calls'] {
  const { node, requests } = state;
  if (node.calls.length === 0) return state.calls;
  const working = binomial(requests, workProbability(state), uniformsAt(node.key, LANE.calls, tick));
  return node.calls.map((edge) =>
    callsIn(edge, working, states[edge.callee.index]!.failureProbability, tick),
  );
}

/** Probability that a request makes its calls: it was admitted, was valid, and was not failed by an incident. */
function workProbability({ queue, clientErrorRatio, effects }: NodeState): number {
  return (1 - queue.lossProbability) * (1 - clientErrorRatio) * (1 - effects.errorRatio['5xx']);
}

function queueOf({ node, ratePerSecond, serviceMs, effects: { canary } }: NodeState): NodeState['queue'] {
  const slower = canary === undefined ? 1 : 1 + canary.share * (canary.latencyFactor - 1);
  return queueAt(ratePerSecond, serviceMs * slower, node.application.capacity);
}

// Eleven days. Latency multiplies along a chain as calls do; the limit keeps it finite without timeouts.
const MAX_CALLEE_MS = 1e9;

/** What the calls of an application add to the latency and failures of its answers. */
interface CallsSeen extends Moments {
  readonly failureProbability: number;
}

/**
 * Passes latency and failures up the graph: those of an application include those of all that it calls.
 *
 * @param states - of one group, callers first, with their queues
 */
export function passAnswersUp(states: readonly NodeState[], seed: number): void {
  for (let index = states.length - 1; index >= 0; index -= 1) answer(states[index]!, states, seed);
}

function answer(state: NodeState, states: readonly NodeState[], seed: number): void {
  const { node, effects } = state;
  const { canary } = effects;
  const seen = callsSeen(state, states);
  const { name } = node.application;
  const stable = variantOf(state, seen, {
    share: 1 - (canary?.share ?? 0),
    key: node.key,
    factor: 1,
    errors: 0,
  });
  state.variants =
    canary === undefined
      ? [stable]
      : [
          stable,
          variantOf(state, seen, {
            share: canary.share,
            // Names contain no line breaks, so no application or edge has the key of a canary.
            key: applicationKey(seed, `${name}\n\n${canary.incidentId}`),
            factor: canary.latencyFactor,
            errors: canary.errorRatio,
          }),
        ];
  if (node.calledBy.length > 0) summarise(state);
}

/** Calls of different applications are sequential, and so are the attempts of one call. */
function callsSeen({ node }: NodeState, states: readonly NodeState[]): CallsSeen {
  let mean = 0;
  let variance = 0;
  let success = 1;
  for (const { callee, dependency } of node.calls) {
    const { meanMs, varianceMs2, failureProbability } = states[callee.index]!;
    const attempts = attemptsPerRequest(dependency, failureProbability);
    mean += attempts.mean * meanMs;
    // The variance of a random number of random times (Wald).
    variance += attempts.mean * varianceMs2 + attempts.variance * meanMs * meanMs;
    if (dependency.critical) success *= successOfCalls(dependency, failureProbability);
  }
  return { mean, variance, failureProbability: 1 - success };
}

interface Version {
  readonly share: number;
  readonly key: number;
  readonly factor: number;
  readonly errors: number;
}

function variantOf(state: NodeState, seen: CallsSeen, { share, key, factor, errors }: Version): Variant {
  const { queue, effects, serviceMs, clientErrorRatio, serverErrorRatio } = state;
  const { logSigma, timeoutMs } = state.node.application.latency;
  const workMs = serviceMs * factor;
  const workVariance = workMs * workMs * (Math.exp(logSigma * logSigma) - 1);
  const latency = lognormalOf(
    workMs + queue.waitMeanMs + seen.mean,
    workVariance + queue.waitVarianceMs2 + seen.variance,
  );
  const tooSlow = timeoutMs === undefined ? 0 : 1 - lognormalCdf(latency, timeoutMs);
  const own = eitherOf(eitherOf(serverErrorRatio, errors), effects.errorRatio['5xx']);
  return {
    share,
    key,
    latency,
    timeoutProbability: timeoutMs === undefined ? 0 : eitherOf(tooSlow, effects.errorRatio.timeout),
    clientErrorProbability: clientErrorRatio,
    serverErrorProbability: eitherOf(eitherOf(own, queue.lossProbability), seen.failureProbability),
  };
}

/** Combines the versions as callers see them. An invalid request (4xx) is not worth a retry. */
function summarise(state: NodeState): void {
  const timeoutMs = state.node.application.latency.timeoutMs ?? Infinity;
  let mean = 0;
  let meanSquare = 0;
  let failure = 0;
  for (const variant of state.variants) {
    const { share, timeoutProbability } = variant;
    const seen = momentsUpTo(timeoutMs, variant.latency);
    mean += share * seen.mean;
    meanSquare += share * (seen.variance + seen.mean * seen.mean);
    const inTime = (1 - timeoutProbability) * (1 - variant.clientErrorProbability);
    failure += share * (timeoutProbability + inTime * variant.serverErrorProbability);
  }
  state.meanMs = Math.min(mean, MAX_CALLEE_MS);
  state.varianceMs2 = Math.min(Math.max(0, meanSquare - mean * mean), MAX_CALLEE_MS * MAX_CALLEE_MS);
  state.failureProbability = Math.min(1, failure);
}

function momentsUpTo(timeoutMs: number, latency: Variant['latency']): Moments {
  if (timeoutMs < Infinity) return cappedMoments(latency, timeoutMs);
  const { mu, sigma } = latency;
  const mean = Math.exp(mu + (sigma * sigma) / 2);
  return { mean, variance: mean * mean * (Math.exp(sigma * sigma) - 1) };
}
