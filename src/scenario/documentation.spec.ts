import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { readScenario } from './read-scenario.js';

const GUIDE = new URL('../../docs/scenarios.md', import.meta.url);

describe('docs/scenarios.md', () => {
  const blocks = [...readFileSync(GUIDE, 'utf8').matchAll(/```yaml\n([^`]*)```/g)].map(([, block]) => block!);
  const [configMap] = blocks.filter((block) => block.startsWith('apiVersion'));

  it.each(blocks.filter((block) => block !== configMap))('shows a valid scenario: %j', (block) => {
    expect(readScenario(block, 'docs').file.name).toBe('mine');
  });

  it('shows a ConfigMap with a valid scenario, and mounts it where the service looks', () => {
    const [map, deployment] = parseAllDocuments(configMap!).map((document) => document.toJS() as object);
    const { data } = map as { data: Record<string, string> };

    expect(readScenario(data['scenario.yaml']!, 'docs').file.name).toBe('mine');
    expect(JSON.stringify(deployment)).toContain('"value":"/etc/scenario/scenario.yaml"');
    expect(JSON.stringify(deployment)).toContain('"mountPath":"/etc/scenario"');
  });
});
