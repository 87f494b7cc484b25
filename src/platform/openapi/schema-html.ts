import { type SafeHtml, html } from '../html.js';
import { markdown } from './markdown.js';

/** The parts of JSON Schema (draft 2020-12, as in OpenAPI 3.1) that the services' schemas use. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly contentMediaType?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly example?: unknown;
}

/** A named value with its schema: a property, a parameter or a header. */
export interface Field {
  readonly name: string;
  readonly schema: JsonSchema;
  readonly required?: boolean | undefined;
  readonly description?: string | undefined;
  readonly example?: unknown;
}

/** Fields with their types and descriptions; the fields of objects follow below each of them. */
export function fieldList(fields: readonly Field[]): SafeHtml {
  return html`<dl class="fields">${fields.map(fieldEntry)}</dl>`;
}

function fieldEntry({ name, schema, required, description = schema.description, example }: Field): SafeHtml {
  const nested = structureOf(schema);
  return html`<div>
    <dt><code>${name}</code> ${required === true ? html`<span class="required">required</span>` : ''}</dt>
    <dd>
      <p class="type">${typeOf(schema)}</p>
      ${description === undefined ? '' : markdown(description)} ${valuesOf(schema, example ?? schema.example)}
    </dd>
    ${nested === undefined ? '' : html`<dd class="nested">${nested}</dd>`}
  </div>`;
}

/** The patterns of texts, the default, which can be that of an alternative, and the example, where there are any. */
function valuesOf(schema: JsonSchema, example: unknown): SafeHtml {
  const fallback = schema.default ?? alternativesOf(schema).find((one) => one.default !== undefined)?.default;
  const values = [
    ...[...new Set(patternsOf(schema))].map((pattern) => html`Pattern: ${literal(pattern)}`),
    ...(fallback === undefined ? [] : [html`Default: ${literal(fallback)}`]),
    ...(example === undefined || example === fallback ? [] : [html`Example: ${literal(example)}`]),
  ];
  return html`${values.map((value) => html`<p class="value">${value}</p>`)}`;
}

/** Patterns take more space than the type that they belong to, and say less. */
function patternsOf(schema: JsonSchema): string[] {
  const { pattern, format, items } = schema;
  const inner = [...(items === undefined ? [] : [items]), ...alternativesOf(schema)].flatMap(patternsOf);
  // The pattern of a format only repeats it, at length.
  return pattern === undefined || format !== undefined ? inner : [pattern, ...inner];
}

/** What a schema consists of, in addition to its type: the fields of objects, also in lists and alternatives. */
export function structureOf(schema: JsonSchema): SafeHtml | undefined {
  if (schema.items !== undefined) return structureOf(schema.items);
  if (schema.properties !== undefined) return fieldList(propertiesOf(schema));
  const objects = alternativesOf(schema).filter(({ properties }) => properties !== undefined);
  if (objects.length === 0) return undefined;
  return html`${objects.map(
    (object) => html`<div class="alternative">
      <p>${alternativeTitle(object)}</p>
      ${fieldList(propertiesOf(object))}
    </div>`,
  )}`;
}

function propertiesOf({ properties = {}, required = [] }: JsonSchema): Field[] {
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    schema,
    required: required.includes(name),
  }));
}

/** Alternatives differ by a property with one value, such as the kind. */
function alternativeTitle({ properties = {}, description }: JsonSchema): SafeHtml {
  const [name, schema] =
    Object.entries(properties).find(([, { enum: values }]) => values?.length === 1) ?? [];
  if (name === undefined) return html`${description ?? 'An object:'}`;
  return html`If <code>${name}</code> is ${literal(schema?.enum?.[0])}:`;
}

function alternativesOf({ anyOf = [], oneOf = [] }: JsonSchema): readonly JsonSchema[] {
  return [...anyOf, ...oneOf];
}

/** A schema's type and bounds in a few words, with links to components. */
export function typeOf(schema: JsonSchema): SafeHtml {
  const alternatives = alternativesOf(schema);
  if (alternatives.length > 0) return choice(alternatives.map(typeOf));
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1) ?? '';
    return html`<a href="#schema-${name}">${name}</a>`;
  }
  if (schema.const !== undefined) return literal(schema.const);
  if (schema.enum !== undefined) return choice(schema.enum.map(literal));
  if (schema.type === 'array') return html`list of ${typeOf(schema.items ?? {})}${limits(schema)}`;
  if (typeof schema.additionalProperties === 'object') {
    return html`object with values of type ${typeOf(schema.additionalProperties)}`;
  }
  const types = [schema.type ?? 'JSON value'].flat().map((type) => html`${nameOfType(type, schema)}`);
  return html`${choice(types)}${limits(schema)}`;
}

/** "a or b or c", each once. */
function choice(alternatives: readonly SafeHtml[]): SafeHtml {
  const distinct = new Map(alternatives.map((alternative) => [alternative.text, alternative]));
  return joined([...distinct.values()], ' or ');
}

function nameOfType(type: string, { contentMediaType, format }: JsonSchema): string {
  if (type !== 'string') return type;
  return contentMediaType === undefined ? (format ?? type) : 'binary';
}

/** The bounds of a type, in parentheses. */
function limits(schema: JsonSchema): SafeHtml {
  const { exclusiveMinimum } = schema;
  const bounds = [
    exclusiveMinimum === undefined ? '' : html`greater than ${exclusiveMinimum}`,
    between(known(schema.minimum), known(schema.maximum)),
    between(schema.minLength, schema.maxLength, 'character'),
    between(schema.minItems, schema.maxItems, 'item'),
  ].filter((bound) => bound !== '');
  return bounds.length === 0 ? html`` : html` (${joined(bounds, ', ')})`;
}

/** The parts with a separator between them. */
export function joined(parts: readonly (SafeHtml | string)[], separator: string): SafeHtml {
  return html`${parts.map((part, index) => html`${index === 0 ? '' : separator}${part}`)}`;
}

/** zod adds the safe integers as bounds to every integer, which mean nothing to a reader. */
function known(bound: number | undefined): number | undefined {
  return Math.abs(bound ?? 0) === Number.MAX_SAFE_INTEGER ? undefined : bound;
}

/** @param unit - what is counted, in the singular; a number itself has none */
function between(min: number | undefined, max: number | undefined, unit?: string): string {
  const last = max ?? min;
  if (last === undefined) return '';
  const units = unit === undefined ? '' : ` ${unit}${last === 1 ? '' : 's'}`;
  if (min === undefined) return `at most ${last}${units}`;
  return max === undefined ? `at least ${last}${units}` : `${min} to ${last}${units}`;
}

/** A value as JSON; text without its quotation marks, unless it is empty. */
function literal(value: unknown): SafeHtml {
  return html`<code>${typeof value === 'string' && value !== '' ? value : JSON.stringify(value)}</code>`;
}
