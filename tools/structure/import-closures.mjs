/**
 * Prints how many source files each kind of request needs: the import closure of its controller, of the drivers that
 * are injected into its ports, and of the render worker. Type imports count, packages do not.
 *
 * usage: npm run structure [-- --files] [-- --layers]
 *
 * --files lists the files of each closure; --layers prints the longest chain of imports within each module of `src`.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';

const RENDERER = ['src/rendering/embedded/embedded.renderer.ts', 'src/rendering/embedded/draw.worker.ts'];
const REQUESTS = {
  'GET / (cold picture)': [
    'src/chart-api/pictures/pictures.controller.ts',
    'src/sources/resilient.source.ts',
    'src/sources/drivers/app-monitor.driver.ts',
    ...RENDERER,
  ],
  'POST /chart': ['src/chart-api/quickchart/quickchart.controller.ts', ...RENDERER],
  'GET /metrics': ['src/metrics-api/legacy/metrics.controller.ts'],
  'GET /api/v1/apps/{app}/range': ['src/metrics-api/points/apps.controller.ts'],
  'GET /api/v1/export': ['src/metrics-api/export/export.controller.ts'],
};

const production = sourcesIn('src').concat(sourcesIn('apps'), sourcesIn('web'));
const lines = production.map((file) => readFileSync(file, 'utf8').split('\n').length).sort((a, b) => a - b);
const shown = process.argv.includes('--files');
console.log(
  `production files: ${production.length}, median ${lines[lines.length >> 1]} lines, longest ${lines.at(-1)}`,
);
for (const [request, entries] of Object.entries(REQUESTS)) {
  const files = closureOf(entries);
  console.log(`${String(files.length).padStart(4)}  ${request}`);
  if (shown) for (const file of files) console.log(`        ${file}`);
}

if (process.argv.includes('--layers')) {
  const modules = readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const { name } of modules) {
    const chain = longestChain(`src/${name}/`);
    console.log(`${String(chain.length).padStart(4)}  layers in src/${name}: ${chain.join(' > ')}`);
  }
}

/** The longest chain of imports between files under a folder, type imports and `import()` included. */
function longestChain(folder) {
  const chains = new Map();
  const chainFrom = (file) => {
    if (chains.has(file)) return chains.get(file);
    chains.set(file, []);
    const below = importsOf(file).filter((other) => relative('.', other).startsWith(folder));
    const longest = below
      .map(chainFrom)
      .reduce((one, other) => (other.length > one.length ? other : one), []);
    chains.set(file, [relative(folder, file), ...longest]);
    return chains.get(file);
  };
  return production
    .filter((file) => file.startsWith(folder))
    .map((file) => chainFrom(resolve(file)))
    .reduce((one, other) => (other.length > one.length ? other : one), []);
}

function closureOf(entries) {
  const seen = new Set();
  const waiting = entries.map((entry) => resolve(entry));
  while (waiting.length > 0) {
    const file = waiting.pop();
    if (seen.has(file)) continue;
    seen.add(file);
    waiting.push(...importsOf(file));
  }
  return [...seen].map((file) => relative('.', file)).sort();
}

/** The source files that a file imports, statically or dynamically, for values or for types. */
function importsOf(file) {
  const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'), true, true);
  return importedFiles
    .map(({ fileName }) => fileName)
    .filter((name) => name.startsWith('.'))
    .map((name) => resolve(dirname(file), name.replace(/\.js$/, '.ts')))
    .filter((name) => existsSync(name));
}

function sourcesIn(folder) {
  return readdirSync(folder, { recursive: true })
    .map((name) => join(folder, name))
    .filter((name) => /\.ts$/.test(name) && !/\.spec\.ts$|\/testing\//.test(name));
}
