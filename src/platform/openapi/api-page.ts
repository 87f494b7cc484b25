import type { OpenAPIObject } from '@nestjs/swagger';
import { SafeHtml, contentSecurityPolicy, hashSource, html, table } from '../html.js';

// The library exports only the type of the whole document.
type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Schema = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>[string];
type Response = Exclude<NonNullable<Operation['responses'][string]>, { $ref: string }>;
type Parameter = Exclude<NonNullable<Operation['parameters']>[number], { $ref: string }>;

const apiPageStyle = `
:root { color-scheme: light dark; --line: color-mix(in srgb, currentColor 20%, transparent); }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 60rem; padding: 1rem; }
h1 small { font-size: 1rem; font-weight: normal; }
section { border: 1px solid var(--line); border-radius: 0.5rem; margin: 1rem 0; padding: 0 1rem 1rem; }
table { border-collapse: collapse; margin: 0.5rem 0; width: 100%; }
th, td { border-bottom: 1px solid var(--line); padding: 0.25rem 0.5rem; text-align: left; vertical-align: top; }
pre { background: color-mix(in srgb, currentColor 8%, transparent); overflow-x: auto; padding: 0.5rem; }
.method { background: #0072b2; border-radius: 0.25rem; color: #fff; padding: 0.1rem 0.4rem; }
`;

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch'] as const;

/** The page's Content-Security-Policy: it allows the page's one style and nothing else. */
export const apiPagePolicy = contentSecurityPolicy({ 'style-src': hashSource(apiPageStyle) });

/** An API document as one static page, without scripts or other files, readable without the service. */
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

/** An object schema's properties as a table; any other schema as its type. */
function schemaTable(schema: Schema): SafeHtml {
  const properties = 'properties' in schema ? Object.entries(schema.properties ?? {}) : [];
  if (properties.length === 0) return html`<p>${schemaTitle(schema)}</p>`;
  return table(
    ['Property', 'Type', 'Meaning'],
    properties.map(([name, property]) => [
      html`<code>${name}</code>`,
      schemaTitle(property),
      'description' in property ? (property.description ?? '') : '',
    ]),
  );
}

/** A schema's type and bounds in a few words, or a link to the component. */
function schemaTitle(schema: Schema | undefined): SafeHtml {
  if (schema === undefined) return html``;
  if ('$ref' in schema) {
    const name = schema.$ref.split('/').at(-1) ?? '';
    return html`<a href="#schema-${name}">${name}</a>`;
  }
  if (schema.enum !== undefined)
    return html`one of ${schema.enum.map((value) => JSON.stringify(value)).join(', ')}`;
  if (schema.type === 'array') return html`array of ${schemaTitle(schema.items)}`;
  return html`${[String(schema.type ?? 'any'), schema.format ?? '', bounds(schema)].filter(Boolean).join(' ')}`;
}

function bounds({ minimum, maximum }: { minimum?: number; maximum?: number }): string {
  // zod adds the largest safe integer to every integer, which means nothing to a reader.
  const upper = maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum;
  if (minimum !== undefined && upper !== undefined) return `from ${minimum} to ${upper}`;
  if (minimum !== undefined) return `at least ${minimum}`;
  return upper === undefined ? '' : `at most ${upper}`;
}
