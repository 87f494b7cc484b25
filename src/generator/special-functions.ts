/**
 * Value of a polynomial (Horner's rule).
 *
 * @param coefficients - from the constant term upwards
 * @param x - any number
 */
function polynomial(coefficients: readonly number[], x: number): number {
  let value = 0;
  for (let power = coefficients.length - 1; power >= 0; power -= 1) value = value * x + coefficients[power]!;
  return value;
}

const SQRT_TWO_PI = 2.5066282746310002;
const CONTINUED_FRACTION_FROM = 7.071;

const HART_5666 = {
  numerator: [
    220.2068679123761, 221.2135961699311, 112.0792914978709, 33.912866078383, 6.37396220353165,
    0.7003830644436881, 0.03526249659989109,
  ],
  denominator: [
    440.4137358247522, 793.8265125199484, 637.3336333788311, 296.5642487796737, 86.78073220294608,
    16.06417757920695, 1.755667163182642, 0.08838834764831845,
  ],
};

// The published coefficients, as the nearest doubles.
const AS_241 = {
  centre: {
    numerator: [
      3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987,
      67265.7709270087, 33430.57558358813, 2509.0809287301227,
    ],
    denominator: [
      1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
      28729.085735721943, 5226.495278852854,
    ],
  },
  tail: {
    numerator: [
      1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
      0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
    ],
    denominator: [
      1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
      0.0005475938084995345, 1.0507500716444169e-9,
    ],
  },
  farTail: {
    numerator: [
      6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
      0.0012426609473880784, 0.000027115555687434876, 2.0103343992922881e-7,
    ],
    denominator: [
      1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133,
      0.000018463183175100548, 1.421511758316446e-7, 2.0442631033899397e-15,
    ],
  },
};

interface Ratio {
  readonly numerator: readonly number[];
  readonly denominator: readonly number[];
}

/**
 * Probability that a standard normal random number is at most x.
 *
 * @param x - any number
 * @returns a probability in [0, 1]; its error is below 1e-15, and in the lower tail below 1e-8 of its value
 * @see J. F. Hart et al., Computer Approximations (1968), algorithm 5666; for its use here
 *   G. West, Better approximations to cumulative normal functions, Wilmott Magazine (May 2005), 70-76
 */
export function normalCdf(x: number): number {
  const tail = tailAbove(Math.abs(x));
  return x > 0 ? 1 - tail : tail;
}

/**
 * The number that a standard normal random number is below with probability p.
 *
 * @param p - a probability in the open interval (0, 1)
 * @returns the quantile, to about 16 digits
 * @throws RangeError when p is not in (0, 1): the quantile is infinite
 * @see M. J. Wichura, Algorithm AS 241 (PPND16), Applied Statistics 37 (1988), 477-484
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`Expected p between 0 and 1, exclusive, but received ${p}`);
  const fromCentre = p - 0.5;
  if (Math.abs(fromCentre) <= 0.425) {
    return fromCentre * ratioAt(AS_241.centre, 0.180625 - fromCentre * fromCentre);
  }
  const depth = Math.sqrt(-Math.log(Math.min(p, 1 - p)));
  const magnitude = depth <= 5 ? ratioAt(AS_241.tail, depth - 1.6) : ratioAt(AS_241.farTail, depth - 5);
  return fromCentre < 0 ? -magnitude : magnitude;
}

function tailAbove(z: number): number {
  const scaledDensity = Math.exp((-z * z) / 2);
  if (z < CONTINUED_FRACTION_FROM) return scaledDensity * ratioAt(HART_5666, z);
  return scaledDensity / (SQRT_TWO_PI * (z + 1 / (z + 2 / (z + 3 / (z + 4 / (z + 0.65))))));
}

function ratioAt({ numerator, denominator }: Ratio, x: number): number {
  return polynomial(numerator, x) / polynomial(denominator, x);
}

/**
 * 1 - e^x without losing the digits of a small x.
 *
 * @param x - a number in [-700, 0]
 * @returns a number in [0, 1)
 * @see W. Kahan's device, in N. J. Higham, Accuracy and Stability of Numerical Algorithms (2002), section 1.14.1
 */
export function oneMinusExp(x: number): number {
  const power = Math.exp(x);
  if (power === 1) return -x;
  return (1 - power) * (x / Math.log(power));
}

const HALF_LOG_TWO_PI = 0.9189385332046727;
const STIRLING_FROM = 10;

const SMALL = logsOfSmallFactorials();

/**
 * Natural logarithm of k!, to about 14 digits.
 *
 * @param k - an integer >= 0
 * @see M. Abramowitz and I. A. Stegun, Handbook of Mathematical Functions (1964), 6.1.41 (Stirling's series)
 */
export function logFactorial(k: number): number {
  const small = SMALL[k];
  if (small !== undefined) return small;
  const inverse = 1 / k;
  const inverseSquare = inverse * inverse;
  const correction =
    inverse * (1 / 12 - inverseSquare * (1 / 360 - inverseSquare * (1 / 1260 - inverseSquare / 1680)));
  return (k + 0.5) * Math.log(k) - k + HALF_LOG_TWO_PI + correction;
}

function logsOfSmallFactorials(): readonly number[] {
  const logs = [0];
  let factorial = 1;
  for (let k = 1; k < STIRLING_FROM; k += 1) {
    factorial *= k;
    logs.push(Math.log(factorial));
  }
  return logs;
}
