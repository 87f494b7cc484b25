import type { MetricsRecord } from '../sources/metrics-source.port.js';
import type { ChartSpec } from './chart-spec.js';
import { categoryAxis, fitLines, formOf, paddingOf, titlesOf, valueAxis } from './common-options.js';
import { APP_METRICS } from './labels.js';
import { type ChartStyle, FONT_SIZE_PX, OKABE_ITO, ORIGINAL_STYLE, inkOf, isTiny } from './theme.js';

type Metric = keyof typeof APP_METRICS;

const METRICS = Object.keys(APP_METRICS) as Metric[];

const POINT_RADIUS_PX = 6;

/** A chart of one record: the published bars, or the same values as a line or an area. */
export function appMetricsChart(record: MetricsRecord, style: ChartStyle = ORIGINAL_STYLE): ChartSpec {
  const bars = barsOf(record);
  const ink = inkOf(style);
  const names = [`AppName:${record.app_name}`, `Domain:${record.domain}`, `Host:${record.host}`];
  const title = fitLines(names, style, FONT_SIZE_PX.title);
  const colors = bars.map((bar) => bar.color);
  const form = formOf(style.form, OKABE_ITO.blue);

  return {
    config: {
      type: form.type,
      data: {
        labels: bars.map((bar) => bar.label),
        datasets: [
          {
            // The datalabels plugin prints the `label` of a point, so that no formatter function is needed.
            data: bars.map((bar) => ({ x: bar.label, y: bar.value, label: bar.printed })),
            ...form.dataset,
            ...(form.type === 'bar'
              ? { backgroundColor: colors, maxBarThickness: 96 }
              : coloredPoints(colors)),
          },
        ],
      },
      options: {
        layout: { padding: paddingOf(style) },
        scales: { x: categoryAxis(style), y: valueAxis(style) },
        plugins: {
          ...titlesOf(style, title),
          legend: { display: false },
          datalabels: {
            display: !isTiny(style),
            anchor: 'end' as const,
            align: 'end' as const,
            offset: form.type === 'bar' ? 0 : POINT_RADIUS_PX,
            color: ink.text,
            font: { size: FONT_SIZE_PX.value, weight: 600 },
          },
        },
      },
    },
    background: ink.background,
    title: title.join(' '),
    description: `${form.noun}: ${bars.map((bar) => `${bar.label} ${bar.printed}`).join(', ')}.`,
  };
}

function barsOf({ performance_index: index }: MetricsRecord) {
  return METRICS.map((metric) => ({
    ...APP_METRICS[metric],
    value: index[metric],
    printed: metric === 'failRatio' ? index.failRatio.toFixed(2) : String(index[metric]),
  }));
}

function coloredPoints(colors: readonly string[]) {
  return { pointBackgroundColor: [...colors], pointBorderColor: [...colors], pointRadius: POINT_RADIUS_PX };
}
