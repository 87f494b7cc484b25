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
