import type { SeriesReading } from '../../sources/metrics-source.port.js';
import { printedNumber } from '../printed-number.js';

/** A chart of series in words: the last value of each and its bounds, and what happened. */
export function describeSeries(noun: string, names: readonly string[], reading: SeriesReading): string {
  const { timesMs, series, incidents } = reading;
  const [first] = timesMs;
  const last = timesMs.at(-1);
  if (first === undefined || last === undefined) return `${noun} without a value.`;
  const lines = series.map(({ values, unit }, index) => {
    const known = values.filter((value) => value !== null);
    if (known.length === 0) return `${names[index]} without a value`;
    const least = known.reduce((least, value) => Math.min(least, value));
    const most = known.reduce((most, value) => Math.max(most, value));
    const bounds = `${printedNumber(least)} to ${printedNumber(most)}`;
    return `${names[index]} ${printedNumber(known.at(-1)!)}${unit === '' ? '' : ` ${unit}`} (${bounds})`;
  });
  const what = incidents.map(
    (incident) =>
      `${incident.kind} ${incident.what} ${timeText(incident.fromMs)} to ${timeText(incident.toMs)}`,
  );
  const happened = what.length === 0 ? '' : ` Incidents: ${what.join(', ')}.`;
  return `${noun} from ${timeText(first)} to ${timeText(last)}: ${lines.join(', ')}.${happened}`;
}

/** A moment in UTC, to the second. */
export function timeText(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
