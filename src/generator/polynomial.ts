/**
 * Value of a polynomial (Horner's rule).
 *
 * @param coefficients - from the constant term upwards
 * @param x - where
 */
export function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((value, coefficient) => value * x + coefficient, 0);
}
