import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { closed } from './closed.mjs';
import { described } from './described.mjs';
import { documentedValues } from './documented-values.mjs';
import { fromZod } from './from-zod.mjs';
import { formattedJson } from './formatted-json.mjs';
import { onlyReached, referencesIn } from './only-reached.mjs';
import { settings } from './settings.mjs';

const CHART = 'charts/k8s-app-monitor';

/**
 * The schema of the chart's values, by file name. Its shape comes from `source/`, the settings, scenarios and services
 * from the schemas that the services check them with, descriptions and defaults from values.yaml, and what is passed
 * through to other projects from their own schemas.
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

/** A scenario itself, its text, or the name of one that comes with the service; null leaves it to the service. */
function scenarioValue(schema) {
  return { ...fromZod(schema), type: ['object', 'string', 'null'] };
}

function withProperties(schema, properties) {
  return { ...schema, properties: { ...schema.properties, ...properties } };
}

function source(name) {
  return parse(readFileSync(new URL(`source/${name}.yaml`, import.meta.url), 'utf8'));
}
