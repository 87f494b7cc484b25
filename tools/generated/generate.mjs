// Writes the files that are generated from the code: the tables of docs/reference, api-docs/, schema/, and the chart's
// values schema and README. With --check it writes nothing and fails when a file is out of date. It reads the
// compiled services, so build first.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { z } from 'zod';
import { valuesSchemaFile } from '../chart/values-schema/values-schema.mjs';
import { errorTable } from './error-reference.mjs';
import { fontCharactersFile } from './font-characters.mjs';
import { apiDocuments, environmentTable } from './service-documents.mjs';

const root = new URL('../../', import.meta.url);
const { service: metricsApi } = await import('../../dist/apps/k8s-app-monitor-test/service.js');
const { service: agent } = await import('../../dist/apps/k8s-app-monitor-agent/service.js');
const { scenarioSchema } = await import('../../dist/src/scenario/scenario.schema.js');
const { ALL_FAMILIES, filesOf } = await import('../../dist/src/rendering/embedded/fonts/font-catalogue.js');
const { serviceSchema } = await import('../../dist/src/sources/sources.settings.js');

const files = {
  ...withTables('docs/reference/settings.md', {
    [metricsApi.name]: environmentTable(metricsApi.settings),
    [agent.name]: environmentTable(agent.settings),
  }),
  ...withTables('docs/reference/errors.md', {
    errors: errorTable({ 'metrics API': entryPointOf(metricsApi), agent: entryPointOf(agent) }),
  }),
  ...(await apiDocuments(metricsApi)),
  ...(await apiDocuments(agent)),
  ...(await scenarioSchemaFile(scenarioSchema)),
  ...(await valuesSchemaFile(
    {
      metricsApi: metricsApi.settings,
      agent: agent.settings,
      scenario: scenarioSchema,
      service: serviceSchema,
    },
    root,
  )),
  ...chartReadmeFile(),
  ...fontCharactersFile(ALL_FAMILIES, filesOf),
};

const stale = Object.entries(files).filter(([name, text]) => read(name) !== text);
if (process.argv.includes('--check')) {
  for (const [name] of stale) console.error(`${name} is out of date: run npm run generate`);
  process.exit(stale.length === 0 ? 0 : 1);
}
for (const [name, text] of stale) {
  mkdirSync(new URL('.', new URL(name, root)), { recursive: true });
  writeFileSync(new URL(name, root), text);
  console.log(`wrote ${name}`);
}
// The services leave timers running.
process.exit(0);

/** A document whose tables, each between a pair of comments with its name, are generated. */
function withTables(file, tables) {
  const text = Object.entries(tables).reduce((written, [name, table]) => {
    const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
    const [before, rest] = written.split(start);
    const after = rest?.split(end)[1];
    if (after === undefined) throw new Error(`Expected ${file} to contain ${start} … ${end}`);
    return `${before}${start}\n\n${table}\n\n${end}${after}`;
  }, read(file));
  return { [file]: text };
}

function entryPointOf({ name }) {
  return fileURLToPath(new URL(`apps/${name}/main.ts`, root));
}

/** The JSON Schema of scenario files, for completion and validation in editors. */
async function scenarioSchemaFile(schema) {
  const file = 'schema/scenario.schema.json';
  const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', target: 'draft-2020-12' });
  const text = JSON.stringify({ $schema, title: 'Scenario of k8s-app-monitor', ...rest });
  const options = await resolveConfig(new URL(file, root));
  return { [file]: await format(text, { ...options, parser: 'json' }) };
}

/**
 * The chart's README as helm-docs makes it from README.md.gotmpl and values.yaml. It is skipped without helm-docs, which
 * most contributors do not need; the chart's own suite compares it in any case.
 */
function chartReadmeFile() {
  const file = 'charts/k8s-app-monitor/README.md';
  const installed = fileURLToPath(new URL('.tools/bin/helm-docs', root));
  const { error, status, stdout, stderr } = spawnSync(
    existsSync(installed) ? installed : 'helm-docs',
    ['--chart-search-root', 'charts', '--sort-values-order', 'file', '--dry-run'],
    { cwd: fileURLToPath(root), encoding: 'utf8' },
  );
  if (error?.code === 'ENOENT') {
    console.log(`skipped ${file}: helm-docs is neither in .tools/bin nor on the PATH`);
    return {};
  }
  if (status !== 0) throw new Error(`helm-docs failed: ${stderr || error?.message}`);
  return { [file]: stdout };
}

function read(name) {
  try {
    return readFileSync(new URL(name, root), 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return '';
    throw error;
  }
}
