// Prints test/chart/upgrade-safety.json for the current chart: review it, and commit it with each release.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { BIN } from './folders.mjs';
import { KUBERNETES_MINOR } from './tools.mjs';

const CHART = join(import.meta.dirname, '..', '..', 'charts', 'k8s-app-monitor');
const RELEASES = ['k8s-app-monitor', 'demo'];
// Together these files render every kind of object.
const VALUES = [
  'default',
  'autoscaling',
  'disruption-budgets',
  'network-policy',
  'service-monitor',
  'pod-monitor',
];
const ROUTES = ['scenario-map', 'ingress', 'way-one', 'http-route', 'istio-full'];

const { version } = parse(readFileSync(join(CHART, 'Chart.yaml'), 'utf8'));
const releases = byName(RELEASES, (release) =>
  byName([...VALUES, ...ROUTES], (file) => namesOf(release, file)),
);
console.log(JSON.stringify({ version, releases }, null, 2));

function namesOf(release, file) {
  const { status, stdout, stderr } = spawnSync(
    join(BIN, 'helm'),
    [
      ...['template', release, CHART, '--namespace', 'default', '--no-hooks'],
      ...['--kube-version', `1.${KUBERNETES_MINOR}.0`, '--values', join(CHART, 'ci', `${file}-values.yaml`)],
      ...['ServiceMonitor', 'PodMonitor'].flatMap((kind) => [
        '--api-versions',
        `monitoring.coreos.com/v1/${kind}`,
      ]),
    ],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  const objects = parseAllDocuments(stdout)
    .map((document) => document.toJS())
    .filter((object) => object !== null);
  return Object.fromEntries(
    objects.map(({ kind, metadata, spec }) => [
      `${kind}/${metadata.name}`,
      {
        selector: spec?.selector,
        ports: kind === 'Service' ? spec.ports.map(({ name }) => name) : undefined,
      },
    ]),
  );
}

function byName(names, value) {
  return Object.fromEntries(names.map((name) => [name, value(name)]));
}
