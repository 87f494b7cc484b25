import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { formattedJson, onlyReached, referencesIn } from './definitions.mjs';
import { described, documentedValues } from './described.mjs';
import { fromZod, settings } from './from-zod.mjs';

const CHART = 'charts/k8s-app-monitor';

/**
 * The schema of the chart's values, by file name. Its shape comes from `source/`, the types of settings, scenarios and
 * services from the zod schemas that validate them, descriptions and defaults from values.yaml, and the types of other
 * projects from their schemas.
 *
 * @param {Record<'metricsApi' | 'agent' | 'scenario' | 'service', import('zod').ZodType>} schemas - of the services
 * @param {URL} root - of the project
 */
export async function valuesSchemaFile(schemas, root) {
  const name = `${CHART}/values.schema.json`;
  const values = documentedValues(readFileSync(new URL(`${CHART}/values.yaml`, root), 'utf8'));
  const schema = described(closed(wholeSource(schemas)), values);
  const known = {
    ...JSON.parse(readFileSync(new URL('kubernetes-definitions.json', import.meta.url), 'utf8')),
    ...closed(source('definitions')),
    Scenario: scenarioValue(schemas.scenario),
    Service: fromZod(schemas.service),
  };
  const file = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Values of k8s-app-monitor',
    ...schema,
    definitions: onlyReached(referencesIn(schema), known),
  };
  return { [name]: await formattedJson(file, new URL(name, root)) };
}

function wholeSource(schemas) {
  return withProperties(source('values'), {
    global: source('global'),
    metricsApi: component('metrics-api', schemas.metricsApi),
    agent: component('agent', schemas.agent),
    istio: source('istio'),
    tracing: source('tracing'),
    networkPolicy: source('network-policy'),
    monitoring: source('monitoring'),
  });
}

function component(own, settingsSchema) {
  return withProperties(source('component'), {
    ...source('pod').properties,
    ...source(own).properties,
    settings: settings(settingsSchema),
  });
}

/** A scenario as an object, as YAML text, or the name of one that comes with the service; null is the default. */
function scenarioValue(schema) {
  return { ...fromZod(schema), type: ['object', 'string', 'null'] };
}

function withProperties(schema, properties) {
  return { ...schema, properties: { ...schema.properties, ...properties } };
}

function source(name) {
  return parse(readFileSync(new URL(`source/${name}.yaml`, import.meta.url), 'utf8'));
}

/** JSON Schema from the shorthands that `source/definitions.yaml` describes. */
export function closed(schema) {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { properties, $ref, ...rest } = schema;
  return {
    ...($ref && { $ref: $ref.startsWith('#') ? $ref : `#/definitions/${$ref}` }),
    ...(properties && { type: 'object' }),
    ...mapValues(rest, closed),
    ...(properties && {
      properties: mapValues(properties, closed),
      additionalProperties: schema.additionalProperties ?? false,
    }),
  };
}

function mapValues(object, change) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));
}
