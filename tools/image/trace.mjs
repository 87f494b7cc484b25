/**
 * Copies the files that each service loads, and nothing else, from a built checkout into `<folder>/<service>`.
 *
 * usage: node tools/image/trace.mjs <folder>
 *
 * `@vercel/nft` follows the imports, including native libraries, as the running Node.js would: run it with the image's.
 * It cannot see files that are read and not imported: those are the assets.
 */
import { nodeFileTrace } from '@vercel/nft';
import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

const RENDERER = 'dist/src/rendering/embedded';
const root = process.cwd();

// The files that Swagger UI's page requests; the package has four more builds, with source maps.
const swaggerUi = [
  'favicon-16x16.png',
  'favicon-32x32.png',
  'index.css',
  'oauth2-redirect.html',
  'oauth2-redirect.js',
  'swagger-ui-bundle.js',
  'swagger-ui-standalone-preset.js',
  'swagger-ui.css',
].map((file) => `node_modules/swagger-ui-dist/${file}`);

// The version in the API documents.
const packageFile = 'package.json';

const services = [
  {
    name: 'k8s-app-monitor-test',
    entries: ['dist/apps/k8s-app-monitor-test/main.js'],
    assets: [packageFile, ...swaggerUi, ...filesIn('scenarios')],
  },
  {
    name: 'k8s-app-monitor-agent',
    entries: ['dist/apps/k8s-app-monitor-agent/main.js', `${RENDERER}/draw.worker.js`],
    assets: [packageFile, ...swaggerUi, ...(await fonts())],
  },
];

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Expected the folder to copy into as the only argument');
for (const { name, entries, assets } of services) {
  const { fileList } = await nodeFileTrace(entries, { base: root });
  const sourceMaps = [...fileList]
    .filter((file) => file.startsWith('dist/'))
    .map((file) => `${file}.map`)
    .filter((file) => existsSync(file));
  const files = new Set([...fileList, ...sourceMaps, ...assets]);
  for (const file of [...files, ...licencesOf(files)]) copy(file, join(folder, name, file));
  console.log(`${name}: ${files.size} files`);
}

/** The renderer's fonts and their table of characters, and the package.json by which Node finds the fonts. */
async function fonts() {
  const { ALL_FAMILIES, filesOf } = await import(join(root, RENDERER, 'fonts/font-catalogue.js'));
  const files = ALL_FAMILIES.flatMap(filesOf).map((file) => `node_modules/@fontsource/${file}`);
  const packages = new Set(files.map((file) => `${packageOf(file)}/package.json`));
  return [`${RENDERER}/fonts/font-characters.json`, ...files, ...packages];
}

/** Licences require that copies of a package include them. */
function licencesOf(files) {
  const packages = new Set([...files].map(packageOf).filter((path) => path !== undefined));
  return [...packages].flatMap((path) =>
    filesIn(path).filter((file) => /\/(LICEN[CS]E|NOTICE)[^/]*$/i.test(file)),
  );
}

/** `node_modules/a/node_modules/@b/c/dist/index.js` → `node_modules/a/node_modules/@b/c` */
function packageOf(file) {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
}

function filesIn(path) {
  const entries = readdirSync(path, { withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => `${path}/${entry.name}`);
}

function copy(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to, { dereference: true });
}
