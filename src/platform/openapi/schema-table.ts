import { html, type SafeHtml } from '../html/html.js';
import { table } from '../html/table.js';
import type { Schema } from './document-types.js';

/** The properties of an object schema as a table; the type alone for any other schema. */
export function schemaTable(schema: Schema): SafeHtml {
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

/** A schema's type in a few words, with its bounds; a link where it is one of the document's components. */
export function schemaTitle(schema: Schema | undefined): SafeHtml {
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
  // JSON Schema's way to say "an integer" carries the largest safe one; that tells a reader nothing.
  const upper = maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum;
  if (minimum !== undefined && upper !== undefined) return `from ${minimum} to ${upper}`;
  if (minimum !== undefined) return `at least ${minimum}`;
  return upper === undefined ? '' : `at most ${upper}`;
}
