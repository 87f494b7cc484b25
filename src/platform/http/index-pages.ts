import {
  type ArgumentsHost,
  Catch,
  type ExceptionFilter,
  Inject,
  Injectable,
  NotFoundException,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SafeHtml, contentSecurityPolicy, hashSource, html, sendPage } from '../html.js';
import { noteFailure, problemOf, sendProblem } from '../problem.filter.js';
import { preferredForm } from './accept.js';
import { SUB_PATHS, type SubPaths, deepBaseHref } from './sub-paths.js';

/** Addresses of a service, for readers. */
export interface AddressGroup {
  readonly title: string;
  /** Titles by address; the addresses are relative to the service's root. */
  readonly links: Readonly<Record<string, string>>;
}

/** Where to find what a service offers. */
export interface ServiceIndex {
  /** The name of the service. */
  readonly service: string;
  readonly groups: readonly AddressGroup[];
}

/** The injection token of a service's index. */
export const SERVICE_INDEX = Symbol('ServiceIndex');

const style = `
:root { color-scheme: light dark; --accent: #0b5fa5; }
@media (prefers-color-scheme: dark) { :root { --accent: #7cc0ff; } }
body { font: 1rem/1.6 system-ui, sans-serif; margin: 0 auto; max-width: 46rem; overflow-wrap: anywhere; padding: 1rem 1rem 3rem; }
a { color: var(--accent); text-underline-offset: 0.15em; }
:focus-visible { border-radius: 0.2rem; outline: 3px solid var(--accent); outline-offset: 2px; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 1rem 0; }
h2 { font-size: 1.125rem; margin: 2rem 0 0.5rem; }
ul { list-style: none; margin: 0; padding: 0; }
li { border-top: 1px solid color-mix(in srgb, currentColor 18%, transparent); padding: 0.5rem 0; }
a { display: block; font-family: ui-monospace, SFMono-Regular, Consolas, monospace; }
`;

const policy = contentSecurityPolicy({ 'style-src': hashSource(style) });

/** A problem document is offered first: callers without a preference, such as curl, get it. */
const FORMS = { problem: 'application/problem+json', json: 'application/json', html: 'text/html' };

/** Whether a caller prefers a page to a document for programs: it is a browser that opens an address. */
export function prefersPage({ method, headers }: FastifyRequest): boolean {
  return ['GET', 'HEAD'].includes(method) && preferredForm(headers.accept, FORMS) === 'html';
}

const LONGEST_SHOWN = 200;

/** Sends pages with the addresses of the service. */
@Injectable()
export class IndexPages {
  constructor(
    @Inject(SERVICE_INDEX) private readonly index: ServiceIndex,
    @Inject(SUB_PATHS) private readonly subPaths: SubPaths,
  ) {}

  /** Sends a page that lists the addresses under a heading and a sentence. */
  send(
    request: FastifyRequest,
    reply: FastifyReply,
    status: number,
    heading: string,
    sentence: string,
  ): void {
    sendPage(reply, status, policy, this.page(deepBaseHref(request, this.subPaths), heading, sentence));
  }

  /** Answers a request for an unknown address: browsers get the page, programs a problem document. */
  sendUnknown(request: FastifyRequest, reply: FastifyReply, error: unknown): void {
    void reply.header('vary', 'Accept');
    if (!prefersPage(request)) return sendProblem(request, reply, error);
    noteFailure(request, error);
    this.sendNotFound(request, reply, problemOf(error).status);
  }

  /** Sends the page for an address that does not exist. */
  sendNotFound(request: FastifyRequest, reply: FastifyReply, status = 404): void {
    const [path = ''] = request.originalUrl.split('?');
    const shown = path.length > LONGEST_SHOWN ? `${path.slice(0, LONGEST_SHOWN)}…` : path;
    const sentence = `There is nothing at ${shown}. These addresses exist:`;
    this.send(request, reply, status, 'Page not found', sentence);
  }

  private page(base: string, heading: string, sentence: string): string {
    const { service, groups } = this.index;
    return html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <base href="${base}" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>${heading === service ? service : `${heading} - ${service}`}</title>
          <style>${new SafeHtml(style)}</style>
        </head>
        <body>
          <main id="content">
            <h1>${heading}</h1>
            <p>${sentence}</p>
            ${groups.map(
              (group) => html`<h2>${group.title}</h2>
                <ul>
                  ${Object.entries(group.links).map(
                    ([href, text]) => html`<li><a href="${href}">/${href}</a> ${text}</li>`,
                  )}
                </ul>`,
            )}
          </main>
        </body>
      </html>`.text;
  }
}

/** Answers requests for unknown addresses: browsers get a page with those that exist, programs a problem document. */
@Catch(NotFoundException)
export class UnknownAddressFilter implements ExceptionFilter<NotFoundException> {
  constructor(private readonly pages: IndexPages) {}

  catch(error: NotFoundException, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.pages.sendUnknown(http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>(), error);
  }
}
