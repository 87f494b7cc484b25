import type { Sample, SamplesReading } from '../sources/metrics-source.port.js';
import type { ChartSpec } from './chart-spec.js';
import { categoryAxis, fitLines, formOf, paddingOf, titlesOf, valueAxis } from './common-options.js';
import { fitText } from './fit-text.js';
import { commonName, distinctNames, printedNumber } from './labels.js';
import { type ChartStyle, FONT_SIZE_PX, OKABE_ITO, inkOf, isTiny } from './theme.js';

// Height of titles, axis and margins; the rest is for the bars.
const AROUND_BARS_PX = 120;
const MIN_BAR_PX = 20;
// Share of the width for the names of the bars.
const NAMES_SHARE = 0.4;

/** A chart of one value for each metric: horizontal bars, since names are long, or points over their names. */
export function samplesChart(service: string, reading: SamplesReading, style: ChartStyle): ChartSpec {
  const shown = reading.samples.slice(0, maxBars(style));
  const bars = barsOf(shown, style);
  const form = formOf(style.form, OKABE_ITO.blue);
  const ink = inkOf(style);
  const isHorizontal = form.type === 'bar';
  const notes = fitLines(notesOf(reading, shown), style, FONT_SIZE_PX.tick);
  const title = fitLines([`${service}: ${reading.subject}`], style, FONT_SIZE_PX.title);

  return {
    config: {
      type: form.type,
      data: {
        labels: bars.map(({ name }) => name),
        datasets: [
          {
            data: bars.map(({ name, value, label }) => {
              return isHorizontal ? { x: value, y: name, label } : { x: name, y: value, label };
            }),
            maxBarThickness: 28,
            ...form.dataset,
          },
        ],
      },
      options: {
        indexAxis: isHorizontal ? 'y' : 'x',
        layout: { padding: paddingOf(style) },
        scales: isHorizontal
          ? { x: valueAxis(style), y: smallTicks(categoryAxis(style)) }
          : { x: smallTicks(categoryAxis(style)), y: valueAxis(style) },
        plugins: {
          ...titlesOf(style, title, notes),
          legend: { display: false },
          datalabels: {
            display: !isTiny(style),
            anchor: 'end',
            align: 'end',
            offset: 2,
            color: ink.text,
            font: { size: FONT_SIZE_PX.tick, weight: 600 },
          },
        },
      },
    },
    background: ink.background,
    title: title.join(' '),
    description: `${form.noun}: ${bars.map(({ name, label }) => `${name} ${label}`).join(', ')}.`,
  };
}

function maxBars({ heightPx }: ChartStyle): number {
  return Math.max(1, Math.floor((heightPx - AROUND_BARS_PX) / MIN_BAR_PX));
}

/** Chart.js would merge bars with equal names, so repeated names get a number. */
function barsOf(samples: readonly Sample[], { widthPx }: ChartStyle) {
  const width = (widthPx * NAMES_SHARE) / FONT_SIZE_PX.tick;
  const seen = new Map<string, number>();
  return distinctNames(samples).map((name, index) => {
    const short = fitText(name, width);
    const repeats = seen.get(short) ?? 0;
    seen.set(short, repeats + 1);
    const { value } = samples[index]!;
    return { name: repeats === 0 ? short : `${short} (${repeats + 1})`, value, label: printedNumber(value) };
  });
}

function notesOf({ subject, samples, warnings }: SamplesReading, shown: readonly Sample[]): string[] {
  const common = shown.length > 1 && commonName(shown) !== subject ? commonName(shown) : '';
  const omitted = shown.length < samples.length ? `first ${shown.length} of ${samples.length} values` : '';
  const empty = samples.length === 0 ? 'No values' : '';
  const line = [empty, common, omitted].filter(Boolean).join(' – ');
  return [line, ...warnings].filter(Boolean);
}

function smallTicks(axis: ReturnType<typeof categoryAxis>) {
  return { ...axis, ticks: { ...axis.ticks, autoSkip: false, font: { size: FONT_SIZE_PX.tick } } };
}
