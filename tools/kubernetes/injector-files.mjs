/**
 * Writes the files that `istioctl kube-inject` would otherwise read from a cluster: the injector's template, its values
 * and the mesh's configuration, from istiod's chart in Istio's Go module.
 *
 *   node tools/kubernetes/injector-files.mjs FOLDER
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { moduleFolder } from './go.mjs';
import { BIN } from './folders.mjs';
import { ISTIO_MODULE } from './tools.mjs';

const CHART = 'manifests/charts/istio-control/istio-discovery';

const [folder] = process.argv.slice(2);
const configMaps = istiod().filter(({ kind }) => kind === 'ConfigMap');
const injector = dataOf('istio-sidecar-injector');

mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'inject-config.yaml'), injector.config);
writeFileSync(join(folder, 'inject-values.json'), injector.values);
writeFileSync(join(folder, 'mesh-config.yaml'), dataOf('istio').mesh);

function dataOf(name) {
  return configMaps.find(({ metadata }) => metadata.name === name).data;
}

function istiod() {
  const { status, stdout, stderr } = spawnSync(
    join(BIN, 'helm'),
    [
      ...['template', 'istiod', join(moduleFolder(ISTIO_MODULE), CHART), '--namespace', 'istio-system'],
      ...['--set', 'global.hub=docker.io/istio', '--set', 'global.tag=1.31.0'],
    ],
    { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (status !== 0) throw new Error(stderr);
  return parseAllDocuments(stdout)
    .map((document) => document.toJS())
    .filter((object) => object !== null);
}
