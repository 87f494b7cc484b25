/**
 * Value of a polynomial (Horner's rule).
 *
 * @param coefficients - from the constant term upwards
 * @param x - where
 */
export function polynomial(coefficients: readonly number[], x: number): number {
  let value = 0;
  for (let power = coefficients.length - 1; power >= 0; power -= 1) value = value * x + coefficients[power]!;
  return value;
}
