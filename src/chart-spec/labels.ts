import type { AppMetricLabel, Labels, MetricsRecord } from '../sources/metrics-source.port.js';
import { OKABE_ITO } from './theme.js';

interface AppMetric {
  readonly label: AppMetricLabel;
  readonly color: string;
}

/**
 * The six metrics of an application as charts and tables show them, in the order of the published bars, whose labels
 * cannot change. Failures have warm colours, latencies are green and purple.
 */
export const APP_METRICS = {
  failRatio: { label: 'FailRatio', color: OKABE_ITO.vermillion },
  failAmount: { label: 'FailAmount', color: OKABE_ITO.orange },
  accessAmount: { label: 'AccessAmount', color: OKABE_ITO.blue },
  maxConcurrent: { label: 'MaxConcurrent', color: OKABE_ITO.skyBlue },
  minLatency: { label: 'MinLatency', color: OKABE_ITO.bluishGreen },
  avgLatency: { label: 'AvgLatency', color: OKABE_ITO.reddishPurple },
} as const satisfies Record<keyof MetricsRecord['performance_index'], AppMetric>;

interface Named {
  readonly name: string;
  readonly labels: Labels;
}

/**
 * The shortest names that distinguish metrics, made of their names and of labels that differ.
 *
 * @returns one name for each metric, such as `up`, `web-1` or `requests outcome=timeout`
 */
export function distinctNames(all: readonly Named[]): string[] {
  const [first] = all;
  if (first === undefined) return [];
  const namesDiffer = all.some(({ name }) => name !== first.name);
  const keys = distinguishingKeys(all);
  return all.map(({ name, labels }) => {
    const present = keys.filter((key) => labels[key] !== undefined);
    // A single label is clear without its key.
    const values = present.map((key) => (keys.length === 1 ? labels[key]! : `${key}=${labels[key]!}`));
    const words = [...(namesDiffer || values.length === 0 ? [name] : []), ...values].filter(Boolean);
    return words.length === 0 ? 'value' : words.join(' ');
  });
}

/** A small set of labels that distinguishes the metrics as well as all labels do, chosen by number of values. */
function distinguishingKeys(all: readonly Named[]): string[] {
  const keys = [...new Set(all.flatMap(({ labels }) => Object.keys(labels)))];
  const valuesOf = (key: string): number => new Set(all.map(({ labels }) => labels[key])).size;
  const distinctBy = (chosen: readonly string[]): number =>
    new Set(
      all.map(({ name, labels }) => JSON.stringify([name, ...chosen.map((key) => labels[key] ?? null)])),
    ).size;
  const most = distinctBy(keys);
  const chosen: string[] = [];
  for (const key of [...keys].sort((a, b) => valuesOf(b) - valuesOf(a))) {
    if (distinctBy(chosen) === most) break;
    if (distinctBy([...chosen, key]) > distinctBy(chosen)) chosen.push(key);
  }
  return keys.filter((key) => chosen.includes(key));
}

/** What metrics have in common: the name, and labels with equal values. */
export function commonName(all: readonly Named[]): string {
  const [first] = all;
  if (first === undefined) return '';
  const name = all.every((other) => other.name === first.name) ? first.name : '';
  const labels = Object.entries(first.labels)
    .filter(([key, value]) => all.every((other) => other.labels[key] === value))
    .map(([key, value]) => `${key}=${value}`);
  return [name, ...labels].filter(Boolean).join(' ');
}

const COMPACT = new Intl.NumberFormat('en-US', { notation: 'compact', maximumSignificantDigits: 4 });

/** Four significant digits with a suffix for thousands and more, such as `1.235M`; a dash for no value. */
export function printedNumber(value: number | null): string {
  return value === null ? '–' : COMPACT.format(value);
}
