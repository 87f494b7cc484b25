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

/**
 * What `print` does, as the text of a JavaScript function, for a renderer that runs code on another machine.
 *
 * The text of a compiled function is not what was written, so it is written again; the unit test holds both to
 * the same.
 */
export function printedSource(printed: Printed): string {
  if (printed.kind === 'duration') return DURATION;
  if (printed.kind === 'steps') return STEPS.replace('STEPS', () => JSON.stringify(printed.steps));
  return INSTANT.replace('FROM', String(printed.from)).replace('TO', String(printed.to));
}

const STEPS = `function (value) {
  var step = STEPS.find(function (one) { return Math.abs(value) >= one.atLeast; });
  var number = ((Math.abs(value) * step.multiplyBy) / step.divideBy).toLocaleString('en-US', {
    minimumFractionDigits: step.minDecimals,
    maximumFractionDigits: step.maxDecimals,
  });
  return (value < 0 && /[1-9]/.test(number) ? '-' : '') + step.before + number + step.after;
}`;

const DURATION = `function (value) {
  var seconds = Math.round(Math.abs(value));
  if (seconds === 0) return '0s';
  var parts = [
    [Math.floor(seconds / 86400), 'd'],
    [Math.floor(seconds / 3600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'm'],
    [seconds % 60, 's'],
  ];
  var first = parts.findIndex(function (part) { return part[0] > 0; });
  var said = parts.slice(first, first + 2).filter(function (part) { return part[0] > 0; });
  return (value < 0 ? '-' : '') + said.map(function (part) { return part[0] + part[1]; }).join(' ');
}`;

const INSTANT = `function (value) {
  var instant = new Date(value);
  if (Number.isNaN(instant.getTime())) return null;
  return instant.toISOString().slice(FROM, TO).replace('T', ' ');
}`;
