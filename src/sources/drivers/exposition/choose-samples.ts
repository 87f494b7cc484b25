import { InvalidInputError } from '../../../platform/errors/catalogue.js';
import type { Sample } from '../../metrics-source.port.js';
import type { Exposition } from './parse-exposition.js';

// What a family's name has behind it in the names of its samples.
const ENDINGS = /_(total|created|bucket|sum|count|gsum|gcount|info)$/;

// One value of these says little by itself: a bucket, a sum, the time at which counting began, a label as text.
const PARTS: ReadonlySet<string> = new Set(['histogram', 'gaugehistogram', 'summary', 'info', 'stateset']);

/**
 * The samples of some metrics or families; without names those that say something by themselves: gauges, counters
 * and what has no type.
 *
 * @throws InvalidInputError when there is none of a name
 */
export function chooseSamples(
  { samples, types }: Exposition,
  names: readonly string[] | undefined,
): readonly Sample[] {
  if (names === undefined) {
    return samples.filter(({ name }) => !isTime(name) && !PARTS.has(typeOf(name, types) ?? ''));
  }
  return names.flatMap((wanted) => {
    const found = samples.filter(
      ({ name }) => name === wanted || (familyOf(name, types) === wanted && !isTime(name)),
    );
    if (found.length > 0) return found;
    const sentence = `Expected metric to be one that is exposed but received ${JSON.stringify(wanted)}`;
    throw new InvalidInputError([{ field: 'metric', sentence }]);
  });
}

/** Whether a sample tells when its counting began: as a value beside others it would dwarf all. */
function isTime(name: string): boolean {
  return name.endsWith('_created');
}

function typeOf(name: string, types: Exposition['types']): string | undefined {
  return types.get(familyOf(name, types));
}

function familyOf(name: string, types: Exposition['types']): string {
  if (types.has(name)) return name;
  const family = name.replace(ENDINGS, '');
  return types.has(family) ? family : name;
}
