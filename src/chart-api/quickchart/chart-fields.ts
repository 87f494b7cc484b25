import { InvalidInputError } from '../../platform/errors/catalogue.js';

// QuickChart's names for what a chart may be asked with.
// https://quickchart.io/documentation/usage/parameters/
const NAMES = {
  chart: ['c', 'chart'],
  width: ['w', 'width'],
  height: ['h', 'height'],
  format: ['f', 'format'],
  backgroundColor: ['bkg', 'backgroundColor'],
  devicePixelRatio: ['devicePixelRatio'],
  version: ['v', 'version'],
  encoding: ['encoding'],
} as const;

/** What was given by its long name, unread; what is absent or empty is undefined. */
export type ChartFields = Readonly<Record<keyof typeof NAMES, unknown>>;

/**
 * Picks what a chart is asked with, by whichever of its names; other names are ignored, as QuickChart does.
 *
 * @throws InvalidInputError when both names of one thing are given
 */
export function chartFieldsOf(given: Readonly<Record<string, unknown>>): ChartFields {
  const fields = Object.entries(NAMES).map(([field, names]) => {
    const present = names.filter((name) => !isEmpty(given[name]));
    if (present.length > 1) {
      const sentence = `Expected ${field} to be given once but received ${present.join(' and ')}`;
      throw new InvalidInputError([{ field, sentence }]);
    }
    return [field, present[0] === undefined ? undefined : given[present[0]]];
  });
  return Object.fromEntries(fields) as ChartFields;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}
