import type { AppError } from '../../platform/errors/app-error.js';
import { html, type SafeHtml } from '../../platform/html/html.js';
import type { DrawnMetrics } from '../chart-service.js';
import { valuesTable } from './values-table.js';

/** The picture of fresh metrics, and their values. */
export function chartSection(drawn: DrawnMetrics): SafeHtml {
  const { app_name: name, domain } = drawn.reading;
  return html`<h2>${name} <small>${domain}</small></h2>
    ${figure(drawn)}
    ${valuesTable(drawn.reading)}
    <p class="note">Read at ${time(drawn.readAtMs)}</p>`;
}

/** What failed, and the last good picture with its age where there is one. */
export function failureSection(error: AppError, lastGood: DrawnMetrics | undefined, nowMs: number): SafeHtml {
  const failure = html`<div class="failure" role="alert">
    <h2>${error.title}</h2>
    <p>${error.message}</p>
  </div>`;
  if (lastGood === undefined) return html`${failure}<p class="note">No picture has been drawn yet.</p>`;
  return html`${failure}
    <div class="stale">${figure(lastGood)}</div>
    <p class="note">
      The last good picture is ${age(nowMs - lastGood.readAtMs)} old, read at ${time(lastGood.readAtMs)}
    </p>`;
}

function figure({ picture, description }: DrawnMetrics): SafeHtml {
  const source = `data:${picture.contentType};base64,${Buffer.from(picture.bytes).toString('base64')}`;
  return html`<img class="chart" src="${source}" width="1024" height="512" alt="${description}" />`;
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
