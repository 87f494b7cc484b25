import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { readScenario } from './read-scenario.js';

const DOCS = new URL('../../docs/', import.meta.url);

describe.each(['guides/write-a-scenario.md', 'reference/scenario-file.md'])('docs/%s', (document) => {
  const scenarios = blocksOf(document).filter((block) => !block.startsWith('apiVersion'));

  it.each(scenarios)('shows a valid scenario: %j', (block) => {
    expect(readScenario(block, 'docs').file.name).toBe('mine');
  });
});

it('docs/guides/write-a-scenario.md shows a ConfigMap with a valid scenario, and mounts it where the service looks', () => {
  const configMap = blocksOf('guides/write-a-scenario.md').find((block) => block.startsWith('apiVersion'));
  const [map, deployment] = parseAllDocuments(configMap!).map((document) => document.toJS() as object);
  const { data } = map as { data: Record<string, string> };

  expect(readScenario(data['scenario.yaml']!, 'docs').file.name).toBe('mine');
  expect(JSON.stringify(deployment)).toContain('"value":"/etc/scenario/scenario.yaml"');
  expect(JSON.stringify(deployment)).toContain('"mountPath":"/etc/scenario"');
});

/** The YAML of a document: its blocks, and the files that its commands write. */
function blocksOf(document: string): string[] {
  const text = readFileSync(new URL(document, DOCS), 'utf8');
  return [...text.matchAll(/(?:```yaml\n|<<'END'\n)([^]*?)(?:```|END\n)/g)].map(([, block]) => block!);
}
