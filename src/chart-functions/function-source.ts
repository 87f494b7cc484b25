/** The source of a function of a caller, in a specification. */
export interface FunctionSource {
  readonly $function: string;
  /** For functions of ticks that are for Chart.js 2: they receive labels instead of values. */
  readonly $receives?: 'labels';
}

/** The function that is used in place of a value, if any. */
export function functionIn(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('$function' in value)) return undefined;
  return typeof value.$function === 'string' ? value.$function : undefined;
}
