import type { OpenAPIObject } from '@nestjs/swagger';
import { SafeHtml, contentSecurityPolicy, hashSource, html } from '../html.js';
import { apiPageStyle } from './api-page.style.js';
import { inlineMarkdown, markdown } from './markdown.js';
import { type Field, type JsonSchema, fieldList, joined, structureOf, typeOf } from './schema-html.js';

/** A body in one media type. */
interface Content {
  readonly schema?: JsonSchema;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}

type Contents = Readonly<Record<string, Content>>;

interface Response {
  readonly description: string;
  readonly headers?: Readonly<Record<string, { readonly description?: string; readonly schema: JsonSchema }>>;
  readonly content?: Contents;
}

/** An operation of the document; the library's types allow references in places where the services have none. */
interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly tags: readonly string[];
  readonly parameters: readonly (Field & { readonly in: string })[];
  readonly requestBody?: { readonly description?: string; readonly content: Contents };
  readonly responses: Readonly<Record<string, Response>>;
  readonly method: string;
  readonly path: string;
}

const PARAMETER_TITLES = [
  ['path', 'Path parameters'],
  ['query', 'Query parameters'],
  ['header', 'Headers'],
] as const;

/** The page's Content-Security-Policy: it allows the page's one style and nothing else. */
export const apiPagePolicy = contentSecurityPolicy({ 'style-src': hashSource(apiPageStyle) });

/** An API document as one static page, without scripts or other files, readable without the service. */
export function apiPage(document: OpenAPIObject): string {
  const groups = groupBy(operationsOf(document), ({ tags: [tag = 'other'] }) => tag);
  const schemas = Object.entries((document.components?.schemas ?? {}) as Record<string, JsonSchema>);
  const { title, version, description = '' } = document.info;

  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} ${version}</title>
        <style>${new SafeHtml(apiPageStyle)}</style>
      </head>
      <body>
        <header>
          <h1>${title} <small>${version}</small></h1>
          ${markdown(description)}
        </header>
        <nav aria-label="Contents">
          ${[...groups].map(([tag, operations]) => contents(tag, operations.map(operationLink)))}
          ${contents(
            'Schemas',
            schemas.map(([name]) => html`<a href="#schema-${name}">${name}</a>`),
          )}
        </nav>
        <main>
          ${[...groups].map(([tag, operations]) => group(tag, operations.map(operationSection)))}
          ${group('Schemas', schemas.map(schemaSection))}
        </main>
      </body>
    </html>`.text;
}

function operationsOf({ paths }: OpenAPIObject): Operation[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item as Record<string, Omit<Operation, 'method' | 'path'>>).map(([method, operation]) => ({
      ...operation,
      method,
      path,
    })),
  );
}

/** The items by key, in the order in which the keys appear; `Map.groupBy` is not in Node 20. */
function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

function contents(title: string, links: readonly SafeHtml[]): SafeHtml {
  return html`<h2>${capitalized(title)}</h2>
    <ul>
      ${links.map((link) => html`<li>${link}</li>`)}
    </ul>`;
}

function operationLink({ operationId, summary, method, path }: Operation): SafeHtml {
  return html`<a href="#${operationId}">${inlineMarkdown(summary)} <small>${method.toUpperCase()} ${path}</small></a>`;
}

function group(title: string, sections: readonly SafeHtml[]): SafeHtml {
  return html`<h2>${capitalized(title)}</h2>
    ${sections}`;
}

function capitalized(title: string): string {
  return title.charAt(0).toUpperCase() + title.slice(1);
}

function operationSection(operation: Operation): SafeHtml {
  const { operationId, method, path, summary, description, parameters, requestBody, responses } = operation;
  return html`<section id="${operationId}">
    <h3>
      <a href="#${operationId}"><code class="method ${method}">${method.toUpperCase()}</code> <code>${path}</code></a>
    </h3>
    <p class="summary">${inlineMarkdown(summary)}</p>
    ${description === undefined ? '' : markdown(description)}
    ${PARAMETER_TITLES.map(([place, title]) => {
      const fields = parameters.filter((parameter) => parameter.in === place);
      return fields.length === 0 ? '' : html`<h4>${title}</h4> ${fieldList(fields)}`;
    })}
    ${
      requestBody === undefined
        ? ''
        : html`<h4>Request body</h4> ${markdown(requestBody.description ?? '')} ${bodies(requestBody.content)}`
    }
    <h4>Responses</h4>
    <dl class="fields responses">${Object.entries(responses).map(responseEntry)}</dl>
  </section>`;
}

function responseEntry([status, { description, headers = {}, content = {} }]: readonly [
  string,
  Response,
]): SafeHtml {
  const headerLines = Object.entries(headers).map(
    ([name, header]) => html`<p>Header <code>${name}</code>: ${inlineMarkdown(header.description ?? '')}</p>`,
  );
  return html`<div>
    <dt><code>${status}</code></dt>
    <dd>${markdown(description)} ${headerLines} ${bodies(content)}</dd>
  </div>`;
}

/** The media types of a body with their types and examples; media types with the same type share a line. */
function bodies(content: Contents): SafeHtml {
  const byType = groupBy(Object.entries(content), ([, { schema = {} }]) => typeOf(schema).text);
  return html`${[...byType.values()].map((entries) => {
    const [[, { schema = {} }]] = entries as [[string, Content]];
    const names = joined(
      entries.map(([name]) => html`<code>${name}</code>`),
      ', ',
    );
    return html`<p class="media">${names}: ${typeOf(schema)}</p>
      ${structureOf(schema) ?? ''} ${entries.map(([name, body]) => examples(name, body))}`;
  })}`;
}

function examples(mediaType: string, { example, examples: named = {} }: Content): SafeHtml {
  const values = [
    ...(example === undefined ? [] : [example]),
    ...Object.values(named).map(({ value }) => value),
  ];
  return html`${values.map(
    (value) => html`<details>
      <summary>Example in ${mediaType}</summary>
      <pre tabindex="0">${typeof value === 'string' ? value : JSON.stringify(value, null, 2)}</pre>
    </details>`,
  )}`;
}

function schemaSection([name, schema]: readonly [string, JsonSchema]): SafeHtml {
  return html`<section id="schema-${name}">
    <h3><a href="#schema-${name}">${name}</a></h3>
    ${schema.description === undefined ? '' : markdown(schema.description)}
    ${structureOf(schema) ?? html`<p class="type">${typeOf(schema)}</p>`}
  </section>`;
}
