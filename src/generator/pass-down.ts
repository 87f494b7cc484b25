import { binomial } from './binomial.js';
import { callsIn, MAX_CALLS_PER_TICK } from './calls.js';
import type { Edge } from './model.js';
import type { NodeState } from './node-state.js';
import { queueAt } from './queue.js';
import { LANE, uniformsAt } from './random.js';
import { TICK_MS } from './tick.js';
import { arrivalsIn } from './traffic.js';

/**
 * Sends the expected traffic down the graph, without chance and without retries: what the applications would
 * see of each other if no call were tried again.
 *
 * @param states - of one group, callers first
 */
export function passExpectedTrafficDown(states: readonly NodeState[]): void {
  for (const state of states) {
    state.ratePerSecond = state.externalRatePerSecond;
    for (const { caller, dependency } of state.node.calledBy) {
      const from = states[caller.index]!;
      const wanted = from.ratePerSecond * workProbability(from) * dependency.callsPerRequest;
      state.ratePerSecond += Math.min(wanted, (MAX_CALLS_PER_TICK * 1000) / TICK_MS);
    }
    state.queue = queueOf(state);
  }
}

/**
 * Draws the requests of a tick and sends their calls down the graph, retries included: what an application
 * receives is what comes from outside and every attempt of its callers.
 *
 * @param states - of one group, callers first; the failure probabilities of those that are called are those
 *   which their callers see
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

/** Probability that a request gets as far as calling others: it was let in, was right, and met no incident. */
function workProbability({ queue, clientErrorRatio, effects }: NodeState): number {
  return (1 - queue.lossProbability) * (1 - clientErrorRatio) * (1 - effects.errorRatio['5xx']);
}

function queueOf({ node, ratePerSecond, serviceMs, effects: { canary } }: NodeState): NodeState['queue'] {
  const slower = canary === undefined ? 1 : 1 + canary.share * (canary.latencyFactor - 1);
  return queueAt(ratePerSecond, serviceMs * slower, node.application.capacity);
}
