import {
  printedLatency,
  printedMtls,
  printedSpan,
  printedTraffic,
  oneLine,
} from '../../chart-spec/graph/service-graph.chart.js';
import type { AppError } from '../../platform/errors.js';
import { SafeHtml, html } from '../../platform/html.js';
import type { GraphEdge, ServiceGraph } from '../../topology/topology.port.js';
import { failureSection, time } from '../page/page.js';

/** A link that changes one parameter of the page; the current one is marked. */
export interface GraphLink {
  readonly href: string;
  readonly text: string;
  readonly isCurrent: boolean;
}

export interface GraphView {
  readonly graph: ServiceGraph;
  /** The picture as SVG from the renderer, or why there is none. */
  readonly picture: string | AppError;
  /** The notes on the picture. */
  readonly notes: readonly string[];
  /** Whether edges without requests are listed. */
  readonly showsIdle: boolean;
  /** Choices by what they change. */
  readonly choices: Readonly<Record<string, readonly GraphLink[]>>;
}

/** The graph with its choices, and the figures of its edges. */
export function graphSection(view: GraphView): SafeHtml {
  const { graph, picture, notes, showsIdle } = view;
  const edges = graph.edges.filter(({ traffic }) => showsIdle || traffic.requestsPerSecond > 0);
  return html`<h2>
      Service graph
      <small>source ${graph.source}, last ${printedSpan(graph.horizonSeconds)}</small>
    </h2>
    ${choiceSection(view)} ${notes.map((note) => html`<p class="note">${note}</p>`)}
    ${typeof picture === 'string' ? inlineSection(picture) : failureSection(picture)}
    ${edgeTable(edges, graph)}
    <p class="note">Read at ${time(graph.atMs)}</p>`;
}

function inlineSection(svg: string): SafeHtml {
  const names = fits(svg) ? 'graph fits' : 'graph';
  return html`<div class="${names}" id="graph" tabindex="0" role="region" aria-label="Service graph">
    ${new SafeHtml(svg)}
  </div>`;
}

/** Links to the same page with another source, time span or selection. */
export function choiceSection({ choices }: Pick<GraphView, 'choices'>): SafeHtml {
  return html`<div class="choices">
    ${Object.entries(choices).map(
      ([title, links]) =>
        html`<nav aria-label="${title}">
          <span>${title}</span>
          ${links.map(({ href, text, isCurrent }) =>
            isCurrent
              ? html`<a href="${href}" aria-current="true">${text}</a> `
              : html`<a href="${href}">${text}</a> `,
          )}
        </nav>`,
    )}
  </div>`;
}

/** The picture as an image, which follows the reader's theme. */
export function pictureSection(graph: ServiceGraph, addresses: { light: string; dark: string }): SafeHtml {
  return html`<h2>
      Service graph
      <small>source ${graph.source}, last ${printedSpan(graph.horizonSeconds)}</small>
    </h2>
    <div class="graph" id="graph" tabindex="0" role="region" aria-label="Service graph">
      <picture>
        <source srcset="${addresses.dark}" media="(prefers-color-scheme: dark)" />
        <img src="${addresses.light}" alt="Service graph" />
      </picture>
    </div>
    <p class="note">Read at ${time(graph.atMs)}</p>`;
}

// A picture up to this width stays readable when a wide screen shows all of it.
const MOST_FITTING_PX = 1900;

function fits(svg: string): boolean {
  return Number(/^<svg [^>]*?width="(\d+)"/.exec(svg)?.[1]) <= MOST_FITTING_PX;
}

// Readers do not scroll through a longer table.
const MOST_ROWS = 500;
const LONGEST_NAME = 200;

function edgeTable(edges: readonly GraphEdge[], { nodes }: ServiceGraph): SafeHtml {
  if (edges.length === 0) return html``;
  const titles = new Map(nodes.map(({ id, title }) => [id, oneLine(title).slice(0, LONGEST_NAME)]));
  const busiest = [...edges].sort((a, b) => b.traffic.requestsPerSecond - a.traffic.requestsPerSecond);
  const left = edges.length > MOST_ROWS ? `; the busiest ${MOST_ROWS} of ${edges.length}` : '';
  return html`<div class="wide" tabindex="0" role="region" aria-label="Calls">
    <table>
      <caption>
        Calls, the busiest first${left}
      </caption>
      <thead>
        <tr>
          <th scope="col">From</th>
          <th scope="col">To</th>
          <th scope="col">Traffic</th>
          <th scope="col">Latency</th>
          <th scope="col">mTLS</th>
        </tr>
      </thead>
      <tbody>
        ${busiest.slice(0, MOST_ROWS).map(
          ({ source, target, traffic, mtlsShare }) =>
            html`<tr>
              <th scope="row"><bdi>${titles.get(source) ?? ''}</bdi></th>
              <td><bdi>${titles.get(target) ?? ''}</bdi></td>
              <td>${printedTraffic(traffic)}</td>
              <td>${printedLatency(traffic) || '–'}</td>
              <td>${printedMtls(mtlsShare) || 'unknown'}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
