/** What a part of a rule may hold: numbers from `min` to `max`, of which 0 is none where min is negative. */
interface Part {
  readonly min: number;
  readonly max: number;
  readonly mostNumbers: number;
  /** The frequencies that it may go with. */
  readonly frequencies: readonly Frequency[];
}

export const FREQUENCIES = ['YEARLY', 'MONTHLY', 'WEEKLY', 'DAILY'] as const;
export type Frequency = (typeof FREQUENCIES)[number];

const part = (
  min: number,
  max: number,
  mostNumbers: number,
  frequencies: readonly Frequency[] = FREQUENCIES,
): Part => ({ min, max, mostNumbers, frequencies });

// Few positions, and none within a day: the library looks through all seconds of a day for each of them.
const BYSETPOS = part(-366, 366, 10, ['YEARLY', 'MONTHLY', 'WEEKLY']);

/**
 * The parts that hold numbers, and the frequencies that they go with.
 *
 * @see https://www.rfc-editor.org/rfc/rfc5545#section-3.3.10
 */
export const NUMERIC_PARTS = {
  INTERVAL: part(1, 10_000, 1),
  COUNT: part(1, 100_000, 1),
  BYMONTH: part(1, 12, 12),
  BYMONTHDAY: part(-31, 31, 62, ['YEARLY', 'MONTHLY', 'DAILY']),
  BYYEARDAY: part(-366, 366, 366, ['YEARLY']),
  BYWEEKNO: part(-53, 53, 106, ['YEARLY']),
  BYHOUR: part(0, 23, 24),
  BYMINUTE: part(0, 59, 60),
  BYSECOND: part(0, 59, 60),
  BYSETPOS,
} as const satisfies Record<string, Part>;

export type NumericPart = keyof typeof NUMERIC_PARTS;

/** Reads the numbers of a part, in rising order: the library takes the times of a day in the order given. */
export function readNumbers(name: NumericPart, text: string, frequency: Frequency): number[] {
  const { min, max, mostNumbers, frequencies } = NUMERIC_PARTS[name];
  if (!frequencies.includes(frequency))
    throw new BadRuleError(`a rule without ${name}, as FREQ=${frequency} is`);

  const words = text.split(',');
  const numbers = words.map(Number).sort((a, b) => a - b);
  const right = words.every((word) => /^[+-]?\d{1,6}$/.test(word)) && new Set(numbers).size === words.length;
  const within = numbers.every((value) => value >= min && value <= max && (min >= 0 || value !== 0));
  if (right && within && words.length <= mostNumbers) return numbers;

  const range = min < 0 ? `1 to ${max} or -1 to ${min}` : `${min} to ${max}`;
  const what = mostNumbers === 1 ? 'an integer' : `a list of at most ${mostNumbers} different integers`;
  throw new BadRuleError(`a rule whose ${name} is ${what} from ${range}`);
}

/** What was expected of a rule; the message ends the sentence "Expected … to be …". */
export class BadRuleError extends Error {}
