/** How numbers of at least one magnitude are printed. */
interface Step {
  readonly atLeast: number;
  readonly multiplyBy: number;
  readonly divideBy: number;
  readonly before: string;
  readonly after: string;
  readonly minDecimals: number;
  readonly maxDecimals: number;
}

/** How a number is printed, as data: both the function here and the JavaScript for other renderers derive from it. */
export type NumberFormat =
  /** The first step whose magnitude the number reaches; the last step applies to all numbers. */
  | { readonly kind: 'steps'; readonly steps: readonly Step[] }
  /** Seconds as days, hours, minutes and seconds: the two largest units. */
  | { readonly kind: 'duration' }
  /** Milliseconds since 1970 as a substring of an ISO 8601 time in UTC. */
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

/** The same format for all magnitudes. */
export function uniform(step: Partial<Step>): NumberFormat {
  return { kind: 'steps', steps: [{ ...PLAIN, ...step }] };
}

/**
 * Uses the largest unit in which the number is at least 1, with at most one decimal.
 *
 * @param units - ascending
 */
export function scaled(units: readonly Unit[]): NumberFormat {
  const steps = units.map(([divideBy, after], index) => {
    // Numbers that one decimal rounds up to a unit use that unit: 999.95 thousand is one million.
    const atLeast = index === 0 ? 0 : divideBy * 0.99995;
    return { ...PLAIN, atLeast, divideBy, after, maxDecimals: 1 };
  });
  return { kind: 'steps', steps: steps.reverse() };
}

export function powersOf(base: number, names: readonly string[]): Unit[] {
  return names.map((name, power) => [base ** power, name]);
}

/** The printed number; null if the format cannot express it. */
export function formatNumber(format: NumberFormat, value: number): string | null {
  if (format.kind === 'duration') return formatDuration(value);
  if (format.kind === 'steps') return formatStep(format.steps, value);
  const instant = new Date(value);
  if (Number.isNaN(instant.getTime())) return null;
  return instant.toISOString().slice(format.from, format.to).replace('T', ' ');
}

function formatStep(steps: readonly Step[], value: number): string {
  const step = steps.find(({ atLeast }) => Math.abs(value) >= atLeast) ?? PLAIN;
  const number = ((Math.abs(value) * step.multiplyBy) / step.divideBy).toLocaleString('en-US', {
    minimumFractionDigits: step.minDecimals,
    maximumFractionDigits: step.maxDecimals,
  });
  const sign = value < 0 && /[1-9]/.test(number) ? '-' : '';
  return sign + step.before + number + step.after;
}

function formatDuration(value: number): string {
  const seconds = Math.round(Math.abs(value));
  if (seconds === 0) return '0s';
  const parts: [number, string][] = [
    [Math.floor(seconds / 86_400), 'd'],
    [Math.floor(seconds / 3_600) % 24, 'h'],
    [Math.floor(seconds / 60) % 60, 'm'],
    [seconds % 60, 's'],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  const shown = parts.slice(first, first + 2).filter(([count]) => count > 0);
  return (value < 0 ? '-' : '') + shown.map(([count, unit]) => `${count}${unit}`).join(' ');
}

/**
 * `formatNumber` as the source of a JavaScript function, for a QuickChart server, which runs code.
 *
 * The text of a compiled function is not reliable, so the code is repeated here; a unit test compares both.
 */
export function numberFormatSource(format: NumberFormat): string {
  if (format.kind === 'duration') return DURATION;
  if (format.kind === 'steps') return STEPS.replace('STEPS', () => JSON.stringify(format.steps));
  return INSTANT.replace('FROM', String(format.from)).replace('TO', String(format.to));
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
  var shown = parts.slice(first, first + 2).filter(function (part) { return part[0] > 0; });
  return (value < 0 ? '-' : '') + shown.map(function (part) { return part[0] + part[1]; }).join(' ');
}`;

const INSTANT = `function (value) {
  var instant = new Date(value);
  if (Number.isNaN(instant.getTime())) return null;
  return instant.toISOString().slice(FROM, TO).replace('T', ' ');
}`;
