/**
 * Copies the chart for a release, with what is only known then: the registry of the images and of the chart, and what
 * Artifact Hub shows (the images by digest, the changes of this version, links, a README for readers without a checkout).
 *
 *   node tools/release/chart.mjs FOLDER REPOSITORY_URL IMAGE…     in the folder of CHANGELOG.md
 *
 * IMAGE is `registry/account/name:version@sha256:…`, once for each image of the chart.
 */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument, stringify } from 'yaml';
import { changesOf, sectionOf, withAbsoluteLinks } from './changelog-section.mjs';

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
editYaml('Chart.yaml', describe);
for (const { name, registry } of images) {
  editYaml('values.yaml', (values) => values.setIn([COMPONENTS[name], 'image', 'registry'], registry));
}
edit('README.md', readmeOf);

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
  const section = sectionOf(readFileSync('CHANGELOG.md', 'utf8'), version);
  const changes = changesOf(withAbsoluteLinks(section, url, version));
  chart.set('home', url);
  chart.set('sources', [url]);
  chart.set('icon', `${url}/raw/v${version}/web/icon.svg`);
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

/** The README for readers without a checkout: the registry instead of instructions to build the images. */
function readmeOf(text) {
  const [{ registry, version }] = images;
  const chart = `oci://${registry}/k8s-app-monitor`;
  const commands = [
    `helm install k8s-app-monitor ${chart} --version ${version}`,
    'helm test k8s-app-monitor',
    'kubectl port-forward service/k8s-app-monitor-agent 8888 # then http://localhost:8888/',
  ];
  const install = ['## Install', '', '```sh', ...commands, '```', '', ''].join('\n');
  const defaults = Object.values(COMPONENTS).map((component) => [
    `| \`${component}.image.registry\` | \`""\` |`,
    `| \`${component}.image.registry\` | \`"${registry}"\` |`,
  ]);
  const replacements = [
    [/^## Install$[^]*?(?=^Values are validated)/m, install],
    [/ charts\/k8s-app-monitor(?= )/g, ` ${chart}`],
    ...defaults,
  ];
  return withAbsoluteLinks(replacements.reduce(replaced, text), url, version);
}

function replaced(text, [pattern, by]) {
  const result = text.replace(pattern, by);
  if (result === text) throw new Error(`Expected README.md of the chart to contain: ${pattern}`);
  return result;
}

/** Changes a YAML file of the copy, and keeps its comments. */
function editYaml(file, change) {
  edit(file, (text) => {
    const document = parseDocument(text);
    change(document);
    return document.toString({ lineWidth: 0 });
  });
}

function edit(file, change) {
  const path = join(folder, file);
  writeFileSync(path, change(readFileSync(path, 'utf8')));
}
