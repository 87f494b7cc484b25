import { html, type SafeHtml } from '../../platform/html/html.js';
import type { MetricsReading } from '../../sources/metrics-source.port.js';

/** The values of the picture as a table, for those who cannot see it. */
export function valuesTable({ performance_index: index, host }: MetricsReading): SafeHtml {
  const rows: readonly [string, string][] = [
    ['Fail ratio', `${(index.failRatio * 100).toFixed(1)} %`],
    ['Failed accesses', String(index.failAmount)],
    ['Accesses', String(index.accessAmount)],
    ['Most at the same moment', String(index.maxConcurrent)],
    ['Shortest latency', `${index.minLatency} ms`],
    ['Mean latency', `${index.avgLatency} ms`],
  ];
  return html`<table>
    <caption>
      The last complete second${host === '' ? '' : `, told by ${host}`}
    </caption>
    <thead>
      <tr>
        <th scope="col">Metric</th>
        <th scope="col">Value</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ([name, value]) =>
          html`<tr>
            <th scope="row">${name}</th>
            <td>${value}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}
