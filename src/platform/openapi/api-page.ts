import type { OpenAPIObject } from '@nestjs/swagger';
import { contentSecurityPolicy, hashSource } from '../html/content-security-policy.js';
import { html, SafeHtml } from '../html/html.js';
import { table } from '../html/table.js';
import { apiPageStyle } from './api-page.style.js';
import type { Operation, Parameter, Response } from './document-types.js';
import { schemaTable, schemaTitle } from './schema-table.js';

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch'] as const;

/** The policy that the page is served with: its one style, and nothing else. */
export const apiPagePolicy = contentSecurityPolicy({ 'style-src': hashSource(apiPageStyle) });

/** An API document as one static page: no scripts, no other file, readable without the service. */
export function apiPage(document: OpenAPIObject): string {
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      return operation === undefined ? [] : [operationSection(method, path, operation)];
    }),
  );
  const schemas = Object.entries(document.components?.schemas ?? {}).map(([name, schema]) => {
    return html`<section id="schema-${name}">
      <h3>${name}</h3>
      ${schemaTable(schema)}
    </section>`;
  });
  const { title, version, description = '' } = document.info;

  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <style>${new SafeHtml(apiPageStyle)}</style>
      </head>
      <body>
        <header>
          <h1>${title} <small>${version}</small></h1>
          <p>${description}</p>
        </header>
        <main>
          <h2>Operations</h2>
          ${operations}
          <h2>Schemas</h2>
          ${schemas}
        </main>
      </body>
    </html>`.text;
}

function operationSection(method: string, path: string, operation: Operation): SafeHtml {
  const parameters = (operation.parameters ?? []) as Parameter[];
  const responses = Object.entries(operation.responses) as [string, Response][];
  return html`<section id="${operation.operationId ?? ''}">
    <h3><code class="method">${method.toUpperCase()}</code> <code>${path}</code></h3>
    <p>${operation.summary ?? ''}</p>
    ${operation.description === undefined ? '' : html`<p>${operation.description}</p>`}
    ${parameters.length === 0 ? '' : parametersTable(parameters)}
    ${table(['Status', 'Meaning', 'Body'], responses.map(responseRow))}
  </section>`;
}

function parametersTable(parameters: readonly Parameter[]): SafeHtml {
  return table(
    ['Parameter', 'In', 'Type', 'Meaning'],
    parameters.map(({ name, in: place, schema, description = '' }) => [
      html`<code>${name}</code>`,
      place,
      schemaTitle(schema),
      description,
    ]),
  );
}

function responseRow([status, response]: readonly [string, Response]): SafeHtml[] {
  const bodies = Object.entries(response.content ?? {}).map(
    ([type, { schema, example }]) =>
      html`<div><code>${type}</code> ${schemaTitle(schema)}</div>
        ${example === undefined ? '' : html`<pre>${exampleText(example)}</pre>`}`,
  );
  return [html`<code>${status}</code>`, html`${response.description ?? ''}`, html`${bodies}`];
}

function exampleText(example: unknown): string {
  return typeof example === 'string' ? example : JSON.stringify(example, null, 2);
}
