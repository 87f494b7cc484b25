import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AUTO_STYLE } from '../../chart-spec/graph/graph-colors.js';
import type { GraphSpec } from '../../chart-spec/graph/graph-spec.js';
import { serviceGraphChart } from '../../chart-spec/graph/service-graph.chart.js';
import type { AppError } from '../../platform/errors.js';
import { type SafeHtml, contentSecurityPolicy, hashSource, html, sendPage } from '../../platform/html.js';
import { SUB_PATHS, type SubPaths, deepBaseHref } from '../../platform/http/sub-paths.js';
import { GraphsNotRenderedError } from '../../rendering/rendering.errors.js';
import { ServiceGraphs } from '../../topology/service-graphs.js';
import type { ServiceGraph, TopologyKind } from '../../topology/topology.port.js';
import { failureSection, page } from '../page/page.js';
import { pageQuery } from '../page/page.service.js';
import { type GraphLink, choiceSection, graphSection, pictureSection } from './graph-page.js';
import { GraphPictures } from './graph-pictures.service.js';

// The picture's only style is constant, and the page's own is a file.
const policy = contentSecurityPolicy({
  'img-src': "'self'",
  'script-src': "'self'",
  'style-src': `'self' ${hashSource(AUTO_STYLE)}`,
  'connect-src': "'self'",
});

// Long enough to read a tooltip; the figures are averages of minutes.
const REFRESH_MS = 5000;
const SPANS = ['1m', '5m', '15m', '1h'] as const;
const DEFAULT_SPAN = '5m';
const FULL_SIZE = { maxWidthPx: 32_767, maxHeightPx: 32_767 };

/** Sends the live page of the service graph, and the page around its picture. */
@Injectable()
export class GraphPageService {
  constructor(
    private readonly graphs: ServiceGraphs,
    private readonly pictures: GraphPictures,
    @Inject(SUB_PATHS) private readonly subPaths: SubPaths,
  ) {}

  /** The live page: the graph as part of the page, with a link to the chart of each node. */
  async send(request: FastifyRequest, reply: FastifyReply, graph: ServiceGraph): Promise<void> {
    const showsIdle = pageQuery(request).get('idle') === 'true';
    const spec = serviceGraphChart(graph, { theme: 'auto', showsIdle });
    const picture = await this.svgOf(spec);
    const view = {
      graph,
      picture,
      notes: spec.graph.notes,
      showsIdle,
      choices: choicesOf(request, this.graphs.kinds, graph.source),
    };
    this.sendContent(request, reply, 200, graphSection(view));
  }

  /** The picture as SVG; where the renderer has none, the page shows the reason and the figures. */
  private async svgOf(spec: GraphSpec): Promise<string | AppError> {
    try {
      const { bytes } = await this.pictures.draw(spec, 'svg', FULL_SIZE);
      return new TextDecoder().decode(bytes);
    } catch (error) {
      if (error instanceof GraphsNotRenderedError) return error;
      throw error;
    }
  }

  /** The page of the original's `/dotviz`: the picture as an image. */
  sendPicture(request: FastifyRequest, reply: FastifyReply, graph: ServiceGraph): void {
    const query = textOf(pageQuery(request));
    const addresses = {
      light: `graph.svg${query}`,
      dark: `graph.svg${textOf(pageQuery(request), 'theme', 'dark')}`,
    };
    this.sendContent(request, reply, 200, pictureSection(graph, addresses));
  }

  sendFailure(request: FastifyRequest, reply: FastifyReply, error: AppError): void {
    void reply.headers(error.headers);
    const content = html`${choiceSection({ choices: choicesOf(request, this.graphs.kinds) })} ${failureSection(error)}`;
    this.sendContent(request, reply, error.status, content);
  }

  private sendContent(request: FastifyRequest, reply: FastifyReply, status: number, content: SafeHtml): void {
    const query = textOf(pageQuery(request));
    const links = {
      [`graph.png${query}`]: 'PNG',
      [`graph.svg${query}`]: 'SVG',
      [`graph.pdf${query}`]: 'PDF',
      [`graph.json${query}`]: 'JSON',
      [`dotgraph${query}`]: 'DOT',
    };
    const frame = { baseHref: deepBaseHref(request, this.subPaths), links, refreshMs: REFRESH_MS };
    sendPage(reply, status, policy, page(frame, content));
  }
}

/** The query as text, with one parameter changed. */
function textOf(query: URLSearchParams, name?: string, value = ''): string {
  const changed = new URLSearchParams(query);
  if (name !== undefined) changed.set(name, value);
  return changed.size === 0 ? '' : `?${changed.toString()}`;
}

/**
 * Links to the same page with one parameter changed.
 *
 * @param kinds - the sources that are configured, the default one first
 */
function choicesOf(
  request: FastifyRequest,
  kinds: readonly TopologyKind[],
  shown?: TopologyKind,
): Record<string, readonly GraphLink[]> {
  const query = pageQuery(request);
  const link = (name: string, value: string, text: string, current: string | undefined): GraphLink => ({
    href: `graph${textOf(query, name, value)}`,
    text,
    isCurrent: value === current,
  });
  const source = shown ?? query.get('source') ?? kinds[0];
  const span = query.get('time_horizon') ?? DEFAULT_SPAN;
  const idle = query.get('idle') ?? 'false';
  return {
    Source: kinds.map((kind) => link('source', kind, kind, source)),
    'Time span': SPANS.map((one) => link('time_horizon', one, one, span)),
    'Idle edges': [link('idle', 'false', 'hidden', idle), link('idle', 'true', 'shown', idle)],
  };
}
