// Writes what is made from the code: the README's tables of variables, api-docs/, schema/, and of the chart the
// schema of its values and its README. With --check it writes nothing, and fails where a file differs. Runs on the compiled services: build first.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { apiDocuments } from './api-documents.mjs';
import { chartReadmeFile } from './chart-readme.mjs';
import { valuesSchemaFile } from '../chart/values-schema/values-schema.mjs';
import { envTable } from './env-table.mjs';
import { fontCharactersFile } from './font-characters.mjs';
import { scenarioSchemaFile } from './scenario-schema.mjs';

const root = new URL('../../', import.meta.url);
const { service: metricsApi } = await import('../../dist/apps/k8s-app-monitor-test/service.js');
const { service: agent } = await import('../../dist/apps/k8s-app-monitor-agent/service.js');
const { scenarioSchema } = await import('../../dist/src/scenario/scenario.schema.js');
const { FONT_FILES } = await import('../../dist/src/rendering/embedded/fonts.js');
const { serviceSchema } = await import('../../dist/src/sources/sources.settings.js');

const files = {
  'README.md': readme(),
  ...(await apiDocuments(metricsApi)),
  ...(await apiDocuments(agent)),
  ...(await scenarioSchemaFile(scenarioSchema, root)),
  ...(await valuesSchemaFile(
    {
      metricsApi: metricsApi.settings,
      agent: agent.settings,
      scenario: scenarioSchema,
      service: serviceSchema,
    },
    root,
  )),
  ...chartReadmeFile(root),
  ...fontCharactersFile(FONT_FILES),
};

const stale = Object.entries(files).filter(([name, text]) => read(name) !== text);
if (process.argv.includes('--check')) {
  for (const [name] of stale) console.error(`${name} is not up to date: run npm run generate`);
  process.exit(stale.length === 0 ? 0 : 1);
}
for (const [name, text] of stale) {
  mkdirSync(new URL('.', new URL(name, root)), { recursive: true });
  writeFileSync(new URL(name, root), text);
  console.log(`wrote ${name}`);
}
// The services hold timers of their own; nothing here needs them.
process.exit(0);

function readme() {
  return [metricsApi, agent].reduce(
    (text, { name, settings }) => replaceBetween(text, `env:${name}`, envTable(settings)),
    read('README.md'),
  );
}

function replaceBetween(text, marker, content) {
  const [start, end] = [`<!-- ${marker} -->`, `<!-- /${marker} -->`];
  const [before, rest] = text.split(start);
  const after = rest?.split(end)[1];
  if (after === undefined) throw new Error(`README.md lacks the markers ${start} … ${end}`);
  return `${before}${start}\n\n${content}\n\n${end}${after}`;
}

function read(name) {
  try {
    return readFileSync(new URL(name, root), 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return '';
    throw error;
  }
}
