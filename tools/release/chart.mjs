/**
 * Copies the chart for a release, with what is only known then: the registry of the images, and what Artifact Hub shows
 * (the images by digest, the changes of this version, links).
 *
 *   node tools/release/chart.mjs FOLDER REPOSITORY_URL IMAGE…     in the folder of CHANGELOG.md
 *
 * IMAGE is `registry/account/name:version@sha256:…`, once for each image of the chart.
 */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument, stringify } from 'yaml';
import { changesOf, sectionOf } from './changelog-section.mjs';

const CHART = join(import.meta.dirname, '..', '..', 'charts', 'k8s-app-monitor');
const COMPONENTS = { 'k8s-app-monitor-test': 'metricsApi', 'k8s-app-monitor-agent': 'agent' };
const PLATFORMS = ['linux/amd64', 'linux/arm64'];
const REFERENCE = /^(?<registry>.+)\/(?<name>[^/:@]+):(?<version>[^:@]+)@sha256:[0-9a-f]{64}$/;

const [folder, url, ...references] = process.argv.slice(2);
const images = references.map(parsed);
for (const name of Object.keys(COMPONENTS)) {
  if (!images.some((image) => image.name === name))
    throw new Error(
      `Expected the image ${name} as an argument, but received: ${references.join(' ') || 'none'}`,
    );
}

cpSync(CHART, folder, { recursive: true });
edit('Chart.yaml', describe);
for (const { name, registry } of images) {
  const path = [COMPONENTS[name], 'image', 'registry'];
  edit('values.yaml', (values) => values.setIn(path, registry));
  replace('README.md', `| \`${path.join('.')}\` | \`""\` |`, `| \`${path.join('.')}\` | \`"${registry}"\` |`);
}

function parsed(reference) {
  const groups = REFERENCE.exec(reference)?.groups;
  if (groups === undefined || !(groups.name in COMPONENTS))
    throw new Error(
      `Expected registry/${Object.keys(COMPONENTS)[0]}:version@sha256:… but received ${reference}`,
    );
  return { reference, ...groups };
}

/** @see https://artifacthub.io/docs/topics/annotations/helm/ */
function describe(chart) {
  const version = chart.get('version');
  const changes = changesOf(sectionOf(readFileSync('CHANGELOG.md', 'utf8'), version));
  chart.set('home', url);
  chart.set('sources', [url]);
  const annotate = (name, value) =>
    chart.setIn(
      ['annotations', `artifacthub.io/${name}`],
      stringify(value, { aliasDuplicateObjects: false }),
    );
  annotate('changes', changes);
  annotate(
    'images',
    images.map(({ name, reference }) => ({ name, image: reference, platforms: PLATFORMS })),
  );
  annotate('links', [
    { name: 'Documentation', url: `${url}/tree/v${version}/docs` },
    { name: 'Security policy', url: `${url}/security/policy` },
  ]);
}

/** Changes a YAML file of the copy, and keeps its comments. */
function edit(file, change) {
  const path = join(folder, file);
  const document = parseDocument(readFileSync(path, 'utf8'));
  change(document);
  writeFileSync(path, document.toString({ lineWidth: 0 }));
}

function replace(file, text, by) {
  const path = join(folder, file);
  const content = readFileSync(path, 'utf8');
  if (!content.includes(text)) throw new Error(`Expected ${file} of the chart to contain: ${text}`);
  writeFileSync(path, content.replace(text, by));
}
