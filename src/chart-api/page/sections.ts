import type { AppError } from '../../platform/errors/app-error.js';
import { html, type SafeHtml } from '../../platform/html/html.js';
import type { DrawnMetrics } from '../drawn-metrics.js';
import { readingTable } from './reading-table.js';

/** The picture of fresh metrics, and their values. */
export function chartSection(drawn: DrawnMetrics): SafeHtml {
  return html`${heading(drawn)} ${figure(drawn)}
    ${drawn.reading.warnings.map((warning) => html`<p class="note">${warning}</p>`)}
    ${readingTable(drawn.reading)}
    <p class="note">Read at ${time(drawn.readAtMs)}</p>`;
}

/** What failed. */
export function failureSection(error: AppError): SafeHtml {
  return html`<div class="failure" role="alert">
    <h2>${error.title}</h2>
    <p>${error.message}</p>
  </div>`;
}

/** The last good picture with its age, where there is one. */
export function staleSection(lastGood: DrawnMetrics | undefined, nowMs: number): SafeHtml {
  if (lastGood === undefined) return html`<p class="note">No picture has been drawn yet.</p>`;
  return html`<div class="stale">${figure(lastGood)}</div>
    <p class="note">
      The last good picture is ${age(nowMs - lastGood.readAtMs)} old, read at ${time(lastGood.readAtMs)}
    </p>`;
}

function heading({ service, reading }: DrawnMetrics): SafeHtml {
  if (reading.kind === 'record') {
    const { app_name: name, domain } = reading.record;
    return html`<h2>${name} <small>${domain}</small></h2>`;
  }
  return html`<h2>${service} <small>${reading.subject}</small></h2>`;
}

function figure({ picture, description, widthPx, heightPx }: DrawnMetrics): SafeHtml {
  const source = `data:${picture.contentType};base64,${Buffer.from(picture.bytes).toString('base64')}`;
  return html`<img class="chart" src="${source}" width="${widthPx}" height="${heightPx}" alt="${description}" />`;
}

function time(atMs: number): SafeHtml {
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
