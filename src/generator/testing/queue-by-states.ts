import type { QueueState } from '../queue.js';

/**
 * M/M/c/K from the probabilities of its states.
 *
 * @param load - lambda / mu, in erlangs
 * @see D. Gross and C. M. Harris, Fundamentals of Queueing Theory (1998), section 2.5
 */
export function queueByStates(load: number, servers: number, queue: number, serviceMs: number): QueueState {
  const capacity = servers + queue;
  const weights = [1];
  for (let n = 1; n <= capacity; n += 1) weights.push((weights[n - 1]! * load) / Math.min(n, servers));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const probabilities = weights.map((weight) => weight / total);
  const lossProbability = probabilities[capacity]!;
  let [busy, mean, meanSquare] = [0, 0, 0];
  probabilities.forEach((probability, n) => {
    busy += probability * Math.min(n, servers);
    if (n < servers || n === capacity) return;
    const departures = n - servers + 1;
    const entered = probability / (1 - lossProbability);
    mean += (entered * departures * serviceMs) / servers;
    meanSquare += entered * departures * (departures + 1) * (serviceMs / servers) ** 2;
  });
  return {
    lossProbability,
    utilization: busy / servers,
    waitMeanMs: mean,
    waitVarianceMs2: meanSquare - mean * mean,
  };
}
