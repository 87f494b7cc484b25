import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { CHART } from '../support/tools.js';

interface Schema {
  description?: string;
  default?: unknown;
  properties?: Record<string, Schema>;
}

const valuesText = readFileSync(join(CHART, 'values.yaml'), 'utf8');
const values = parse(valuesText) as Record<string, unknown>;
const schema = JSON.parse(readFileSync(join(CHART, 'values.schema.json'), 'utf8')) as Schema;

describe('The documentation in values.schema.json', () => {
  it('has a sentence and the default for every key of values.yaml', () => {
    expect(undocumented(values, schema)).toEqual([]);
  });

  it('has every description of values.yaml once', () => {
    const written = valuesText.split('\n').filter((line) => line.trim().startsWith('# -- '));

    expect(described(values, schema)).toBe(written.length);
  });

  it('consists of complete sentences, even over several lines', () => {
    const texts = JSON.stringify(schema.properties).match(/(?<="description":")[^"]*(?=","default")/g);

    expect(texts).not.toContainEqual(expect.not.stringMatching(/\.$/));
  });

  it('has no keys except those of values.yaml and a parent chart’s condition', () => {
    expect(further(values, schema)).toEqual(['.enabled']);
  });

  it('has the description and the default of each setting of the services', () => {
    const settings = schema.properties?.agent?.properties?.settings?.properties;

    expect(settings?.RENDER_WORKERS).toEqual({
      description: 'Number of render threads; 0 means one per core. Unit: threads.',
      default: 0,
      type: ['integer', 'string'],
      pattern: '^[0-9]*$',
      minimum: 0,
      maximum: 256,
    });
  });
});

function undocumented(value: unknown, node: Schema, place = ''): string[] {
  if (node.description !== undefined)
    return sameJson(node.default, value) ? [] : [`${place} has a different default`];
  if (!isMapping(value) || node.properties === undefined) return [`${place} is not described`];
  return Object.entries(value).flatMap(([key, item]) =>
    undocumented(item, node.properties![key] ?? {}, `${place}.${key}`),
  );
}

function described(value: unknown, node: Schema): number {
  if (node.default !== undefined) return 1;
  if (!isMapping(value)) return 0;
  return Object.entries(value).reduce(
    (sum, [key, item]) => sum + described(item, node.properties?.[key] ?? {}),
    0,
  );
}

function further(value: unknown, node: Schema, place = ''): string[] {
  if (node.default !== undefined || !isMapping(value)) return [];
  const unknown = Object.keys(node.properties ?? {}).filter((key) => !(key in value));
  const inner = Object.entries(value).flatMap(([key, item]) =>
    further(item, node.properties?.[key] ?? {}, `${place}.${key}`),
  );
  return [...unknown.map((key) => `${place}.${key}`), ...inner];
}

function sameJson(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
