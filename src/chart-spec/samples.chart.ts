import type { Sample, SamplesReading } from '../sources/metrics-source.port.js';
import type { ChartSpec } from './chart-spec.js';
import { type ChartStyle, FONT_SIZE_PX, OKABE_ITO, inkOf, isTiny } from './theme.js';
import { categoryAxis, fitLines, formOf, paddingOf, titlesOf, valueAxis } from './common-options.js';
import { commonName, distinctNames, printedNumber } from './labels.js';
import { fitText } from './fit-text.js';

// Titles, axis and margins; the rest is for the bars.
const AROUND_BARS_PX = 120;
const LEAST_BAR_PX = 20;
// Of the picture's width, for the names of the bars.
const NAMES_SHARE = 0.4;

/** One value of each of some metrics: a bar each, from the left, since their names are long. */
export function samplesChart(service: string, reading: SamplesReading, style: ChartStyle): ChartSpec {
  const drawn = reading.samples.slice(0, mostBars(style));
  const bars = barsOf(drawn, style);
  const form = formOf(style.form, OKABE_ITO.blue);
  const ink = inkOf(style);
  const lying = form.type === 'bar';
  const notes = fitLines(notesOf(reading, drawn), style, FONT_SIZE_PX.tick);
  const title = fitLines([`${service}: ${reading.subject}`], style, FONT_SIZE_PX.title);

  return {
    config: {
      type: form.type,
      data: {
        labels: bars.map(({ name }) => name),
        datasets: [
          {
            data: bars.map(({ name, value, label }) => {
              return lying ? { x: value, y: name, label } : { x: name, y: value, label };
            }),
            maxBarThickness: 28,
            ...form.dataset,
          },
        ],
      },
      options: {
        indexAxis: lying ? 'y' : 'x',
        layout: { padding: paddingOf(style) },
        scales: lying
          ? { x: valueAxis(style), y: smaller(categoryAxis(style)) }
          : { x: smaller(categoryAxis(style)), y: valueAxis(style) },
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

function mostBars({ heightPx }: ChartStyle): number {
  return Math.max(1, Math.floor((heightPx - AROUND_BARS_PX) / LEAST_BAR_PX));
}

/** Two bars of one name would become one; the second gets a number. */
function barsOf(samples: readonly Sample[], { widthPx }: ChartStyle) {
  const width = (widthPx * NAMES_SHARE) / FONT_SIZE_PX.tick;
  const seen = new Map<string, number>();
  return distinctNames(samples).map((long, index) => {
    const short = fitText(long, width);
    const before = seen.get(short) ?? 0;
    seen.set(short, before + 1);
    const { value } = samples[index]!;
    return { name: before === 0 ? short : `${short} (${before + 1})`, value, label: printedNumber(value) };
  });
}

function notesOf({ subject, samples, warnings }: SamplesReading, drawn: readonly Sample[]): string[] {
  const common = drawn.length > 1 && commonName(drawn) !== subject ? commonName(drawn) : '';
  const left = drawn.length < samples.length ? `the first ${drawn.length} of ${samples.length} values` : '';
  const none = samples.length === 0 ? 'There is no value' : '';
  const line = [none, common, left].filter(Boolean).join(' – ');
  return [line, ...warnings].filter(Boolean);
}

function smaller(axis: ReturnType<typeof categoryAxis>) {
  return { ...axis, ticks: { ...axis.ticks, autoSkip: false, font: { size: FONT_SIZE_PX.tick } } };
}
