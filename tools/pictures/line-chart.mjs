const COLOURS = ['#1f77b4', '#d62728', '#2ca02c', '#9467bd'];

/**
 * The specification of a line chart.
 *
 * @param {{title: string, labels: string[], xTitle: string, yTitle: string, y2Title?: string,
 *   lines: {label: string, values: (number|null)[], axis?: 'y2'}[]}} chart
 */
export function lineChart({ title, labels, xTitle, yTitle, y2Title, lines }) {
  return {
    title,
    description: title,
    background: '#ffffff',
    config: {
      type: 'line',
      data: {
        labels,
        datasets: lines.map(({ label, values, axis }, index) => ({
          label,
          data: values,
          yAxisID: axis ?? 'y',
          borderColor: COLOURS[index],
          backgroundColor: COLOURS[index],
          borderWidth: 1.5,
          pointRadius: 0,
        })),
      },
      options: {
        plugins: {
          datalabels: { display: false },
          title: { display: true, text: title, font: { size: 16 } },
          legend: { display: true, position: 'bottom', labels: { boxHeight: 2 } },
        },
        scales: {
          x: { title: { display: true, text: xTitle }, ticks: { maxTicksLimit: 13, maxRotation: 0 } },
          y: { title: { display: true, text: yTitle }, beginAtZero: true },
          ...(y2Title && {
            y2: {
              title: { display: true, text: y2Title },
              beginAtZero: true,
              position: 'right',
              grid: { drawOnChartArea: false },
            },
          }),
        },
      },
    },
  };
}
