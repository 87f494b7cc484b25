import type { MetricsReading } from '../sources/metrics-source.port.js';
import type { ChartSpec } from './chart-spec.js';
import { fitText } from './fit-text.js';
import { FONT_SIZE_PX, INK, LINE_HEIGHT, MARGIN_PX, OKABE_ITO, PICTURE_WIDTH_PX } from './theme.js';

interface Bar {
  readonly name: string;
  readonly value: number;
  readonly printed: string;
  readonly color: string;
}

/** The six bars in the originals' order; what failed is warm, what took time is green and purple. */
function barsOf({ performance_index: index }: MetricsReading): Bar[] {
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

/** The bar chart of one reading of an application's metrics. */
export function appMetricsChart(reading: MetricsReading): ChartSpec {
  const bars = barsOf(reading);
  const lineWidth = (PICTURE_WIDTH_PX - MARGIN_PX.left - MARGIN_PX.right) / FONT_SIZE_PX.title;
  const titleLines = [`AppName:${reading.app_name}`, `Domain:${reading.domain}`, `Host:${reading.host}`].map(
    (line) => fitText(line, lineWidth),
  );

  return {
    config: {
      type: 'bar',
      data: {
        labels: bars.map((bar) => bar.name),
        datasets: [
          {
            // The labels plugin prints a point's own `label`: formatting here needs no function there.
            data: bars.map((bar) => ({ x: bar.name, y: bar.value, label: bar.printed })),
            backgroundColor: bars.map((bar) => bar.color),
            maxBarThickness: 96,
          },
        ],
      },
      options: { layout: { padding: { ...MARGIN_PX } }, scales: scales(), plugins: plugins(titleLines) },
    },
    background: INK.background,
    title: titleLines.join(' '),
    description: `Bar chart: ${bars.map((bar) => `${bar.name} ${bar.printed}`).join(', ')}.`,
  };
}

function scales() {
  return {
    x: {
      grid: { display: false },
      border: { color: INK.axis },
      ticks: { color: INK.text, font: { size: FONT_SIZE_PX.label } },
    },
    y: {
      beginAtZero: true,
      // Room for the value above the highest bar.
      grace: '10%',
      border: { display: false },
      grid: { color: INK.grid, drawTicks: false },
      ticks: { color: INK.quietText, padding: 8, maxTicksLimit: 7, font: { size: FONT_SIZE_PX.tick } },
    },
  };
}

function plugins(titleLines: string[]) {
  return {
    title: {
      display: true,
      text: titleLines,
      color: INK.text,
      font: { size: FONT_SIZE_PX.title, weight: 'normal' as const, lineHeight: LINE_HEIGHT },
      padding: { top: 0, bottom: 14 },
    },
    datalabels: {
      anchor: 'end' as const,
      align: 'end' as const,
      offset: 0,
      color: INK.text,
      font: { size: FONT_SIZE_PX.value, weight: 600 },
    },
  };
}
