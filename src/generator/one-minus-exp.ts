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
