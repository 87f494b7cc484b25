import type { Capacity } from './scenario.js';

// A queue that is full less often than this has no effect that anyone could measure.
const NEGLIGIBLE = 1e-9;

/** What a queue does to the requests that come to it. */
export interface QueueState {
  /** Probability that a request finds no place and is refused. */
  readonly lossProbability: number;
  /** Share of the servers that work, on average: in [0, 1]. */
  readonly utilization: number;
  /** Waiting time of the requests that were let in. */
  readonly waitMeanMs: number;
  readonly waitVarianceMs2: number;
}

const NO_QUEUE: QueueState = { lossProbability: 0, utilization: 0, waitMeanMs: 0, waitVarianceMs2: 0 };

/**
 * Probability that an arrival finds all servers busy where nobody can wait (Erlang B), in an M/M/c/c system.
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
 * @returns a probability in [0, 1]
 * @throws RangeError when offeredLoad >= servers: the queue has no steady state
 * @see A. K. Erlang (1917); L. Kleinrock, Queueing Systems I (1975), section 3.5
 */
export function erlangC(offeredLoad: number, servers: number): number {
  if (!(offeredLoad < servers)) {
    throw new RangeError(`Expected offeredLoad below ${servers} servers but received ${offeredLoad}`);
  }
  return waitProbability(erlangB(offeredLoad, servers), offeredLoad / servers);
}

/**
 * The steady state of an application's queue: Erlang C as long as the places to wait never run out, and the
 * M/M/c/K queue, which refuses whom it has no place for, from there on, beyond saturation too.
 *
 * @param ratePerSecond - lambda, >= 0
 * @param serviceMs - mean service time, > 0
 * @param capacity - undefined has a server for everyone
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
    return longQueue(allBusy, rho, serviceMs, servers);
  return shortQueue(allBusy, rho, serviceMs, capacity);
}

/** M/M/c: a wait, if any, is exponential with rate c mu - lambda (Kleinrock, section 3.5). */
function longQueue(allBusy: number, rho: number, serviceMs: number, servers: number): QueueState {
  const waits = waitProbability(allBusy, rho);
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
 * M/M/c/K. A request that is let in sees the states 0 … K-1 as the system with one place less has them. The
 * averages over these states, and the share of the last of them, follow from those of the system with one
 * place less again, so nothing overflows however great rho is.
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
  // Without a queue nobody who is let in waits.
  let mean = queue === 0 ? 0 : full * stepMs;
  let meanSquare = queue === 0 ? 0 : full * 2 * stepMs * stepMs;
  for (let place = 1; place <= queue; place += 1) {
    full = (rho * full) / (1 + rho * full);
    // With `place` requests before it that wait, a request waits for place + 1 departures: an Erlang time.
    if (place === queue) break;
    mean += full * ((place + 1) * stepMs - mean);
    meanSquare += full * ((place + 1) * (place + 2) * stepMs * stepMs - meanSquare);
  }
  return {
    lossProbability: full,
    utilization: Math.min(1, rho * (1 - full)),
    waitMeanMs: mean,
    waitVarianceMs2: Math.max(0, meanSquare - mean * mean),
  };
}

function waitProbability(allBusyWithoutQueue: number, rho: number): number {
  return allBusyWithoutQueue / (1 - rho * (1 - allBusyWithoutQueue));
}
