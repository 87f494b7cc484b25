// Writes deploy/: the chart's manifests for users without Helm, in any namespace. With --check it writes nothing, and
// fails if a file differs. Needs Helm: npm run chart:tools.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';
import { BIN } from './folders.mjs';

const ROOT = join(import.meta.dirname, '..', '..');
const HEAD =
  '# Made from charts/k8s-app-monitor by `npm run manifests`, with the values of deploy/values: change those instead.\n';

/** A placeholder: every mention of it is removed, so that `kubectl apply --namespace` decides. */
const NAMESPACE = 'removed-placeholder';

const isCheck = process.argv.includes('--check');

for (const [path, text] of Object.entries(renderedFiles())) {
  const file = join(ROOT, path);
  if (read(file) === text) continue;
  if (isCheck) {
    console.error(`${path} is not up to date: run npm run manifests`);
    process.exitCode = 1;
  } else {
    writeFileSync(file, text);
    console.log(`wrote ${path}`);
  }
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return '';
    throw error;
  }
}

/** @returns the text of each file, by its path in the repository */
function renderedFiles() {
  const metricsApi = objects('metrics-api');
  const agent = objects('agent');
  const istio = objects('istio').filter(({ apiVersion }) => apiVersion.startsWith('networking.istio.io/'));
  return {
    'deploy/metrics-api/manifest.yaml': text(metricsApi),
    'deploy/agent/manifest.yaml': text(agent),
    'deploy/istio/manifest.yaml': text(istio),
    'deploy/k8s-app-monitor-all-in-one.yaml': text([...metricsApi, ...agent]),
    'deploy/k8s-app-monitor-istio-all-in-one.yaml': text([...metricsApi, ...agent, ...istio]),
  };
}

/** @param name - of the file in deploy/values to apply after plain.yaml */
function objects(name) {
  const values = ['plain', name].flatMap((file) => [
    '--values',
    join(ROOT, 'deploy', 'values', `${file}.yaml`),
  ]);
  const { status, stdout, stderr } = spawnSync(
    join(BIN, 'helm'),
    [
      ...['template', 'k8s-app-monitor', join(ROOT, 'charts', 'k8s-app-monitor')],
      ...['--namespace', NAMESPACE, ...values],
    ],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  return parseAllDocuments(anyNamespace(stdout))
    .map((document) => document.toJS())
    .filter((object) => object !== null)
    .map(withoutHelm);
}

/** Istio resolves a name without dots in the namespace of the object. */
function anyNamespace(manifests) {
  return manifests
    .replaceAll(`.${NAMESPACE}.svc.cluster.local`, '')
    .replaceAll(`${NAMESPACE}/`, '')
    .replaceAll(new RegExp(`^ +namespace: ${NAMESPACE}\n`, 'gm'), '');
}

function withoutHelm(object) {
  const labels = { ...object.metadata.labels };
  delete labels['helm.sh/chart'];
  delete labels['app.kubernetes.io/managed-by'];
  return { ...object, metadata: { ...object.metadata, labels } };
}

function text(manifests) {
  return (
    HEAD + manifests.map((object) => stringify(object, { lineWidth: 0, singleQuote: true })).join('---\n')
  );
}
