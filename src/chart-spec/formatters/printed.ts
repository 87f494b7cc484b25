/** A number with its unit, used from a magnitude on. */
interface Step {
  readonly atLeast: number;
  readonly multiplyBy: number;
  readonly divideBy: number;
  readonly before: string;
  readonly after: string;
  readonly minDecimals: number;
  readonly maxDecimals: number;
}

/** How a number is printed, as data: what runs here and what runs elsewhere are made from the same. */
export type Printed =
  /** The first step that the number is great enough for; the last one is for all. */
  | { readonly kind: 'steps'; readonly steps: readonly Step[] }
  /** Seconds as days, hours, minutes and seconds, the two greatest of them. */
  | { readonly kind: 'duration' }
  /** Milliseconds since 1970, as the part of an ISO 8601 text in UTC from one index to another. */
  | { readonly kind: 'instant'; readonly from: number; readonly to: number };

type Unit = readonly [divideBy: number, after: string];

const PLAIN: Step = {
  atLeast: 0,
  multiplyBy: 1,
  divideBy: 1,
  before: '',
  after: '',
  minDecimals: 0,
  maxDecimals: 2,
};

/** One way for all numbers, whatever their magnitude. */
export function always(differences: Partial<Step>): Printed {
  return { kind: 'steps', steps: [{ ...PLAIN, ...differences }] };
}

/** The greatest unit that leaves at least one, with at most one decimal; units from the smallest on. */
export function greatestOf(units: readonly Unit[]): Printed {
  const steps = units.map(([divideBy, after], index) => {
    // What one decimal would round up to a whole unit belongs to it: 999.95 thousand are one million.
    const atLeast = index === 0 ? 0 : divideBy * 0.99995;
    return { ...PLAIN, atLeast, divideBy, after, maxDecimals: 1 };
  });
  return { kind: 'steps', steps: steps.reverse() };
}

export function powersOf(base: number, names: readonly string[]): Unit[] {
  return names.map((name, power) => [base ** power, name]);
}

/** The number in words, or null where it cannot be said so. */
export function print(printed: Printed, value: number): string | null {
  if (printed.kind === 'duration') return printDuration(value);
  if (printed.kind === 'steps') return printStep(printed.steps, value);
  const instant = new Date(value);
  if (Number.isNaN(instant.getTime())) return null;
  return instant.toISOString().slice(printed.from, printed.to).replace('T', ' ');
}

function printStep(steps: readonly Step[], value: number): string {
  const step = steps.find(({ atLeast }) => Math.abs(value) >= atLeast) ?? PLAIN;
  const number = ((Math.abs(value) * step.multiplyBy) / step.divideBy).toLocaleString('en-US', {
    minimumFractionDigits: step.minDecimals,
    maximumFractionDigits: step.maxDecimals,
  });
  const sign = value < 0 && /[1-9]/.test(number) ? '-' : '';
  return sign + step.before + number + step.after;
}

function printDuration(value: number): string {
  const seconds = Math.round(Math.abs(value));
  if (seconds === 0) return '0s';
  const parts: [number, string][] = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3_600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'm'],
    [seconds % 60, 's'],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  const said = parts.slice(first, first + 2).filter(([count]) => count > 0);
  return (value < 0 ? '-' : '') + said.map(([count, unit]) => `${count}${unit}`).join(' ');
}
