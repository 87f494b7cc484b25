import type { Capacity } from './scenario.js';

// A queue that is full less often than this has no measurable effect.
const NEGLIGIBLE = 1e-9;

/** The effect of a queue on arriving requests. */
export interface QueueState {
  /** Probability that a request finds the queue full and is rejected. */
  readonly lossProbability: number;
  /** Mean share of the servers that are busy: in [0, 1]. */
  readonly utilization: number;
  /** Waiting time of the admitted requests. */
  readonly waitMeanMs: number;
  readonly waitVarianceMs2: number;
}

const NO_QUEUE: QueueState = { lossProbability: 0, utilization: 0, waitMeanMs: 0, waitVarianceMs2: 0 };

/**
 * Probability that an arrival finds all servers busy in an M/M/c/c system, which has no queue (Erlang B).
 *
 * @param offeredLoad - lambda / mu, in erlangs, >= 0
 * @param servers - c, an integer >= 1
 * @returns a probability in [0, 1)
 * @see A. K. Erlang (1917); the recursion: L. Kleinrock, Queueing Systems I (1975), section 3.6
 */
export function erlangB(offeredLoad: number, servers: number): number {
  let blocking = 1;
  for (let k = 1; k <= servers; k += 1) blocking = (offeredLoad * blocking) / (k + offeredLoad * blocking);
  return blocking;
}

/**
 * Probability that an arrival must wait in an M/M/c queue (Erlang C).
 *
 * @param offeredLoad - lambda / mu, in erlangs; 0 <= offeredLoad < servers
 * @param servers - c, an integer >= 1
 * @param blocking - Erlang B for the same load and servers, where it is already known
 * @returns a probability in [0, 1]
 * @throws RangeError when offeredLoad >= servers: the queue has no steady state
 * @see A. K. Erlang (1917); L. Kleinrock, Queueing Systems I (1975), section 3.5
 */
export function erlangC(
  offeredLoad: number,
  servers: number,
  blocking = erlangB(offeredLoad, servers),
): number {
  if (!(offeredLoad < servers)) {
    throw new RangeError(`Expected offeredLoad below ${servers} servers but received ${offeredLoad}`);
  }
  return blocking / (1 - (offeredLoad / servers) * (1 - blocking));
}

/**
 * The steady state of an application's queue: Erlang C as long as the queue is practically never full, otherwise
 * M/M/c/K, which rejects requests when the queue is full, beyond saturation too.
 *
 * @param ratePerSecond - lambda, >= 0
 * @param serviceMs - mean service time, > 0
 * @param capacity - undefined is unlimited
 */
export function queueAt(
  ratePerSecond: number,
  serviceMs: number,
  capacity: Capacity | undefined,
): QueueState {
  if (capacity === undefined || ratePerSecond === 0) return NO_QUEUE;
  const { servers, queue } = capacity;
  const load = (ratePerSecond * serviceMs) / 1000;
  const rho = load / servers;
  const allBusy = erlangB(load, servers);
  if (rho < 1 && queue * Math.log(rho) < Math.log(NEGLIGIBLE))
    return longQueue(load, allBusy, serviceMs, servers);
  return shortQueue(allBusy, rho, serviceMs, capacity);
}

/** M/M/c: a wait, if any, is exponential with rate c mu - lambda (Kleinrock, section 3.5). */
function longQueue(load: number, allBusy: number, serviceMs: number, servers: number): QueueState {
  const rho = load / servers;
  const waits = erlangC(load, servers, allBusy);
  const meanIfAnyMs = serviceMs / (servers * (1 - rho));
  const waitMeanMs = waits * meanIfAnyMs;
  return {
    lossProbability: 0,
    utilization: rho,
    waitMeanMs,
    waitVarianceMs2: 2 * waits * meanIfAnyMs * meanIfAnyMs - waitMeanMs * waitMeanMs,
  };
}

/**
 * M/M/c/K. An admitted request sees the states 0 … K-1 with the probabilities of the system whose queue is shorter by
 * one. The averages over these states, and the probability of the last one, follow recursively from those of the
 * next shorter queue, so nothing overflows for any rho.
 *
 * @see D. Gross and C. M. Harris, Fundamentals of Queueing Theory (1998), section 2.5 (M/M/c/K)
 */
function shortQueue(
  allBusy: number,
  rho: number,
  serviceMs: number,
  { servers, queue }: Capacity,
): QueueState {
  const stepMs = serviceMs / servers;
  let full = allBusy;
  // Without a queue no admitted request waits.
  let mean = queue === 0 ? 0 : full * stepMs;
  let meanSquare = queue === 0 ? 0 : full * 2 * stepMs * stepMs;
  for (let length = 1; length <= queue; length += 1) {
    full = (rho * full) / (1 + rho * full);
    // With `length` requests waiting ahead of it, a request waits for length + 1 departures: an Erlang time.
    if (length === queue) break;
    mean += full * ((length + 1) * stepMs - mean);
    meanSquare += full * ((length + 1) * (length + 2) * stepMs * stepMs - meanSquare);
  }
  return {
    lossProbability: full,
    utilization: Math.min(1, rho * (1 - full)),
    waitMeanMs: mean,
    waitVarianceMs2: Math.max(0, meanSquare - mean * mean),
  };
}
