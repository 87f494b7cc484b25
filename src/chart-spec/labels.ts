import type { Labels, MetricsRecord } from '../sources/metrics-source.port.js';

/** The labels of an application's six metrics in charts and tables; those of the published bars cannot change. */
export const APP_METRICS = {
  failRatio: { label: 'FailRatio' },
  failAmount: { label: 'FailAmount' },
  accessAmount: { label: 'AccessAmount' },
  maxConcurrent: { label: 'MaxConcurrent' },
  minLatency: { label: 'MinLatency' },
  avgLatency: { label: 'AvgLatency' },
} as const satisfies Record<keyof MetricsRecord['performance_index'], object>;

interface Named {
  readonly name: string;
  readonly labels: Labels;
}

/**
 * Names that tell some metrics apart, with no more than that takes: what is the same in all of them says nothing.
 *
 * @returns as many as there are metrics, such as `up`, `web-1` or `requests outcome=timeout`
 */
export function distinctNames(all: readonly Named[]): string[] {
  const [first] = all;
  if (first === undefined) return [];
  const namesDiffer = all.some(({ name }) => name !== first.name);
  const telling = tellingKeys(all);
  return all.map(({ name, labels }) => {
    const own = telling.filter((key) => labels[key] !== undefined);
    // A single label needs no key beside it.
    const values = own.map((key) => (telling.length === 1 ? labels[key]! : `${key}=${labels[key]!}`));
    const words = [...(namesDiffer || values.length === 0 ? [name] : []), ...values].filter(Boolean);
    return words.length === 0 ? 'value' : words.join(' ');
  });
}

/** As few labels as tell the metrics apart as far as all labels do, the one with the most values first. */
function tellingKeys(all: readonly Named[]): string[] {
  const keys = [...new Set(all.flatMap(({ labels }) => Object.keys(labels)))];
  const valuesOf = (key: string): number => new Set(all.map(({ labels }) => labels[key])).size;
  const apart = (chosen: readonly string[]): number =>
    new Set(
      all.map(({ name, labels }) => JSON.stringify([name, ...chosen.map((key) => labels[key] ?? null)])),
    ).size;
  const most = apart(keys);
  const chosen: string[] = [];
  for (const key of [...keys].sort((a, b) => valuesOf(b) - valuesOf(a))) {
    if (apart(chosen) === most) break;
    if (apart([...chosen, key]) > apart(chosen)) chosen.push(key);
  }
  return keys.filter((key) => chosen.includes(key));
}

/** What some metrics have in common: their name, and their labels that are all equal. */
export function commonName(all: readonly Named[]): string {
  const [first] = all;
  if (first === undefined) return '';
  const name = all.every((other) => other.name === first.name) ? first.name : '';
  const labels = Object.entries(first.labels)
    .filter(([key, value]) => all.every((other) => other.labels[key] === value))
    .map(([key, value]) => `${key}=${value}`);
  return [name, ...labels].filter(Boolean).join(' ');
}

const SHORT = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 4 });

/** A value as people read it: four digits, and a letter for thousands and more; a dash for none. */
export function printedNumber(value: number | null): string {
  return value === null ? '–' : SHORT.format(value);
}
