import { logFactorial } from './special-functions.js';
import type { Uniforms } from './random.js';

// Below this expected number the constants of the transformed rejection are not valid (Hormann 1993).
const REJECTION_FROM_MEAN = 10;

/**
 * A binomial random number, exact for every n and p: no normal approximation.
 *
 * @param n - number of trials, an integer >= 0
 * @param p - probability of each, in [0, 1]
 * @param uniform - source of randomness; consumes between zero and about three numbers
 * @returns an integer in [0, n]
 * @throws RangeError when n or p is outside these bounds
 */
export function binomial(n: number, p: number, uniform: Uniforms): number {
  if (!(Number.isSafeInteger(n) && n >= 0)) {
    throw new RangeError(`Expected n to be an integer of at least 0 but received ${n}`);
  }
  if (!(p >= 0 && p <= 1)) throw new RangeError(`Expected p between 0 and 1 but received ${p}`);
  if (n === 0 || p === 0) return 0;
  if (p > 0.5) return n - binomial(n, 1 - p, uniform);
  return n * p < REJECTION_FROM_MEAN ? bySequentialSearch(n, p, uniform()) : byRejection(n, p, uniform);
}

/** V. Kachitvichyanukul and B. W. Schmeiser, Binomial random variate generation, CACM 31 (1988), BINV. */
function bySequentialSearch(n: number, p: number, u: number): number {
  const odds = p / (1 - p);
  let k = 0;
  let probability = Math.exp(n * Math.log(1 - p));
  let cumulated = probability;
  // If n is so large that 1 - p has lost digits of p, the sum can stay below u: then k and the terms end the loop.
  while (u > cumulated && k < n && probability > 0) {
    k += 1;
    probability *= (odds * (n - k + 1)) / k;
    cumulated += probability;
  }
  return k;
}

/**
 * Algorithm BTRS; for 0 < p <= 0.5 and n p >= 10.
 *
 * @see W. Hormann, The generation of binomial random variates,
 *   Journal of Statistical Computation and Simulation 46 (1993), 101-110
 */
function byRejection(n: number, p: number, uniform: Uniforms): number {
  const deviation = Math.sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * deviation;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const alpha = (2.83 + 5.1 / b) * deviation;
  const alwaysBelow = 0.92 - 4.2 / b;
  const mode = Math.floor((n + 1) * p);
  const logAtMode = logFactorial(mode) + logFactorial(n - mode);
  const logOdds = Math.log(p / (1 - p));
  for (;;) {
    const u = uniform() - 0.5;
    const v = uniform();
    const distance = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / distance + b) * u + n * p + 0.5);
    if (k < 0 || k > n) continue;
    if (distance >= 0.07 && v <= alwaysBelow) return k;
    const logHat = Math.log((v * alpha) / (a / (distance * distance) + b));
    if (logHat <= logAtMode - logFactorial(k) - logFactorial(n - k) + (k - mode) * logOdds) return k;
  }
}
