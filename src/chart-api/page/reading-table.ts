import { distinctNames } from '../../chart-spec/distinct-names.js';
import { printedNumber } from '../../chart-spec/printed-number.js';
import { html, type SafeHtml } from '../../platform/html/html.js';
import type { MetricsRecord, Reading } from '../../sources/metrics-source.port.js';

type Row = readonly [name: string, value: string];

// A page with more rows is no longer read.
const MOST_ROWS = 100;

/** The values of the picture as a table, for those who cannot see it. */
export function readingTable(reading: Reading): SafeHtml {
  switch (reading.kind) {
    case 'record': {
      const { host } = reading.record;
      return table(
        `The last complete second${host === '' ? '' : `, told by ${host}`}`,
        rowsOf(reading.record),
      );
    }
    case 'samples': {
      const names = distinctNames(reading.samples);
      const rows = reading.samples.map(({ value }, index): Row => [names[index]!, printedNumber(value)]);
      return table('The newest values', rows);
    }
    case 'series': {
      const names = distinctNames(reading.series);
      const rows = reading.series.map(({ values, unit }, index): Row => {
        const newest = printedNumber(values.at(-1) ?? null);
        return [names[index]!, unit === '' ? newest : `${newest} ${unit}`];
      });
      return table('The newest values of the range', rows);
    }
  }
}

function rowsOf({ performance_index: index }: MetricsRecord): Row[] {
  return [
    ['Fail ratio', `${(index.failRatio * 100).toFixed(1)} %`],
    ['Failed accesses', String(index.failAmount)],
    ['Accesses', String(index.accessAmount)],
    ['Most at the same moment', String(index.maxConcurrent)],
    ['Shortest latency', `${index.minLatency} ms`],
    ['Mean latency', `${index.avgLatency} ms`],
  ];
}

function table(caption: string, rows: readonly Row[]): SafeHtml {
  const left = rows.length > MOST_ROWS ? `; the first ${MOST_ROWS} of ${rows.length}` : '';
  return html`<table>
    <caption>
      ${caption}${left}
    </caption>
    <thead>
      <tr>
        <th scope="col">Metric</th>
        <th scope="col">Value</th>
      </tr>
    </thead>
    <tbody>
      ${rows.slice(0, MOST_ROWS).map(
        ([name, value]) =>
          html`<tr>
            <th scope="row">${name}</th>
            <td>${value}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}
