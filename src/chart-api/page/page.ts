import { APP_METRICS, distinctNames, printedNumber } from '../../chart-spec/labels.js';
import type { AppError } from '../../platform/errors.js';
import { type SafeHtml, html } from '../../platform/html.js';
import type { MetricsRecord, Reading } from '../../sources/metrics-source.port.js';
import type { MetricsPicture } from '../pictures/pictures.service.js';

/** What surrounds the content of a page. */
export interface PageFrame {
  /** What all addresses in the page are relative to. */
  readonly baseHref: string;
  /** Titles by address, such as those of the picture without the page. */
  readonly links: Readonly<Record<string, string>>;
  /** How often scripts refresh the content; without scripts, the page reloads every five seconds. */
  readonly refreshMs: number;
}

// Without scripts the page reloads completely: often enough to follow, rarely enough to read.
const RELOAD_SECONDS = 5;

/** How often the metrics change. */
export const METRICS_REFRESH_MS = 1000;

/**
 * The page around its content.
 *
 * @param content - the part that `web/page.ts` replaces at each refresh
 */
export function page({ baseHref, links, refreshMs }: PageFrame, content: SafeHtml): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <base href="${baseHref}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>k8s-app-monitor</title>
        <link rel="icon" href="assets/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="assets/page.css" />
        <script src="assets/page.js" type="module"></script>
        <noscript><meta http-equiv="refresh" content="${RELOAD_SECONDS}" /></noscript>
      </head>
      <body>
        <header><h1>k8s-app-monitor</h1></header>
        <main id="content" data-refresh-ms="${refreshMs}">${content}</main>
        <p id="connection" role="status"></p>
        <footer>
          <nav aria-label="More">
            ${Object.entries(links).map(([href, title]) => html`<a href="${href}">${title}</a> `)}
            <a href="docs">API</a>
            <a href="api.html">API on one page</a>
          </nav>
        </footer>
      </body>
    </html>`.text;
}

/** The picture of the current metrics, and their values. */
export function chartSection(drawn: MetricsPicture): SafeHtml {
  return html`${heading(drawn)} ${figure(drawn)}
    ${drawn.reading.warnings.map((warning) => html`<p class="note">${warning}</p>`)}
    ${readingTable(drawn.reading)}
    <p class="note">Read at ${time(drawn.readAtMs)}</p>`;
}

/** The reason for a failure. */
export function failureSection(error: AppError): SafeHtml {
  return html`<div class="failure" role="alert">
    <h2>${error.title}</h2>
    <p>${error.message}</p>
  </div>`;
}

/** The last good picture and its age, if there is one. */
export function staleSection(lastGood: MetricsPicture | undefined, nowMs: number): SafeHtml {
  if (lastGood === undefined) return html`<p class="note">No image has been rendered yet.</p>`;
  return html`<div class="stale">${figure(lastGood)}</div>
    <p class="note">
      The last good image is ${age(nowMs - lastGood.readAtMs)} old, read at ${time(lastGood.readAtMs)}
    </p>`;
}

type Row = readonly [name: string, value: string];

// Readers do not scroll through a longer table.
const MOST_ROWS = 100;

/** The values of the picture as a table, for readers who cannot see it. */
function readingTable(reading: Reading): SafeHtml {
  switch (reading.kind) {
    case 'record': {
      const { host } = reading.record;
      return table(
        `The last complete second${host === '' ? '' : `, reported by ${host}`}`,
        rowsOf(reading.record),
      );
    }
    case 'samples': {
      const names = distinctNames(reading.samples);
      const rows = reading.samples.map(({ value }, index): Row => [names[index]!, printedNumber(value)]);
      return table('Latest values', rows);
    }
    case 'series': {
      const names = distinctNames(reading.series);
      const rows = reading.series.map(({ values, unit }, index): Row => {
        const newest = printedNumber(values.at(-1) ?? null);
        return [names[index]!, unit === '' ? newest : `${newest} ${unit}`];
      });
      return table('Latest values of the range', rows);
    }
  }
}

function rowsOf({ performance_index: index }: MetricsRecord): Row[] {
  return [
    [APP_METRICS.failRatio.label, `${(index.failRatio * 100).toFixed(1)} %`],
    [APP_METRICS.failAmount.label, String(index.failAmount)],
    [APP_METRICS.accessAmount.label, String(index.accessAmount)],
    [APP_METRICS.maxConcurrent.label, String(index.maxConcurrent)],
    [APP_METRICS.minLatency.label, `${index.minLatency} ms`],
    [APP_METRICS.avgLatency.label, `${index.avgLatency} ms`],
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

function heading({ service, reading }: MetricsPicture): SafeHtml {
  if (reading.kind === 'record') {
    const { app_name: name, domain } = reading.record;
    return html`<h2>${name} <small>${domain}</small></h2>`;
  }
  return html`<h2>${service} <small>${reading.subject}</small></h2>`;
}

function figure({ picture, description, widthPx, heightPx }: MetricsPicture): SafeHtml {
  const source = `data:${picture.contentType};base64,${Buffer.from(picture.bytes).toString('base64')}`;
  return html`<img class="chart" src="${source}" width="${widthPx}" height="${heightPx}" alt="${description}" />`;
}

export function time(atMs: number): SafeHtml {
  const iso = new Date(atMs).toISOString();
  return html`<time datetime="${iso}">${iso.slice(0, 19).replace('T', ' ')} UTC</time>`;
}

/** A length of time in its largest whole unit. */
function age(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  return `${Math.floor(seconds / 3600)} h`;
}
