import type { Series } from '../../sources/metrics-source.port.js';
import { OKABE_ITO } from '../theme.js';

// The colours that the originals' six numbers have as bars.
const OF_THE_SIX: Readonly<Record<string, string>> = {
  FailRatio: OKABE_ITO.vermillion,
  FailAmount: OKABE_ITO.orange,
  AccessAmount: OKABE_ITO.blue,
  MaxConcurrent: OKABE_ITO.skyBlue,
  MinLatency: OKABE_ITO.bluishGreen,
  AvgLatency: OKABE_ITO.reddishPurple,
};

const IN_ORDER = [
  OKABE_ITO.blue,
  OKABE_ITO.vermillion,
  OKABE_ITO.bluishGreen,
  OKABE_ITO.reddishPurple,
  OKABE_ITO.orange,
  OKABE_ITO.skyBlue,
] as const;

const DASH_PX = [6, 3];

/** Each colour once as a whole line and once dashed: more would not be told apart. */
export const MOST_SERIES = 2 * IN_ORDER.length;

export function colorsOf(all: readonly Series[]): string[] {
  const areTheSix = all.every(({ name }) => name in OF_THE_SIX);
  return all.map(({ name }, index) => (areTheSix ? OF_THE_SIX[name]! : IN_ORDER[index % IN_ORDER.length]!));
}

export function dashOf(index: number): number[] {
  return index < IN_ORDER.length ? [] : [...DASH_PX];
}
