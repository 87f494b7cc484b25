import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { template } from './support/helm.js';
import { run } from '../support/run.js';
import { CHART, ROOT, toolPath } from './support/tools.js';

const readme = readFileSync(join(CHART, 'README.md'), 'utf8');

/** Kinds that `helm template` assumes to be missing from the cluster. */
const KINDS = ['monitoring.coreos.com/v1/ServiceMonitor', 'monitoring.coreos.com/v1/PodMonitor'];

const examples = readme
  .split(/^### /m)
  .flatMap((section) =>
    [...section.matchAll(/^```yaml\n([^]*?)^```$/gm)].map(
      ([, yaml]) => [section.split('\n')[0]!, yaml!] as const,
    ),
  )
  .filter(([, yaml]) => !yaml.startsWith('# Chart.yaml'));

describe('README.md of the chart', () => {
  it('is up to date with values.yaml and README.md.gotmpl (npm run generate)', async () => {
    const args = ['--chart-search-root', 'charts', '--sort-values-order', 'file', '--dry-run'];

    const { stdout } = await run(toolPath('helm-docs'), args, { cwd: ROOT });

    expect(readme).toBe(stdout);
  });

  it.each(examples)('the example values of "%s" can be installed', async (_, yaml) => {
    const sections = Object.entries(parse(yaml) as object);

    const { code, stderr } = await template([
      ...KINDS.flatMap((kind) => ['--api-versions', kind]),
      ...sections.flatMap(([key, value]) => ['--set-json', `${key}=${JSON.stringify(value)}`]),
    ]);

    expect([code, stderr]).toEqual([0, expect.not.stringContaining('Error')]);
  });
});
