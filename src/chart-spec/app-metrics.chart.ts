import type { MetricsRecord } from '../sources/metrics-source.port.js';
import type { ChartSpec } from './chart-spec.js';
import { type ChartStyle, FONT_SIZE_PX, OKABE_ITO, ORIGINAL_STYLE, inkOf, isTiny } from './theme.js';
import { categoryAxis, fitLines, formOf, paddingOf, titlesOf, valueAxis } from './common-options.js';

interface Bar {
  readonly name: string;
  readonly value: number;
  readonly printed: string;
  readonly color: string;
}

/** The six bars in the originals' order; what failed is warm, what took time is green and purple. */
function barsOf({ performance_index: index }: MetricsRecord): Bar[] {
  const bar = (name: string, value: number, color: string, printed = String(value)): Bar => {
    return { name, value, printed, color };
  };
  return [
    bar('FailRatio', index.failRatio, OKABE_ITO.vermillion, index.failRatio.toFixed(2)),
    bar('FailAmount', index.failAmount, OKABE_ITO.orange),
    bar('AccessAmount', index.accessAmount, OKABE_ITO.blue),
    bar('MaxConcurrent', index.maxConcurrent, OKABE_ITO.skyBlue),
    bar('MinLatency', index.minLatency, OKABE_ITO.bluishGreen),
    bar('AvgLatency', index.avgLatency, OKABE_ITO.reddishPurple),
  ];
}

const POINT_RADIUS_PX = 6;

function pointsIn(colors: readonly string[]) {
  return { pointBackgroundColor: [...colors], pointBorderColor: [...colors], pointRadius: POINT_RADIUS_PX };
}

/** The chart of one record of an application's metrics. */
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
        labels: bars.map((bar) => bar.name),
        datasets: [
          {
            // The labels plugin prints a point's own `label`: formatting here needs no function there.
            data: bars.map((bar) => ({ x: bar.name, y: bar.value, label: bar.printed })),
            ...form.dataset,
            ...(form.type === 'bar' ? { backgroundColor: colors, maxBarThickness: 96 } : pointsIn(colors)),
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
    description: `${form.noun}: ${bars.map((bar) => `${bar.name} ${bar.printed}`).join(', ')}.`,
  };
}
