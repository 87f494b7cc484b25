import { eventually } from '../../support/eventually.js';
import { getJson } from '../support/commands.js';
import { runInPod } from '../support/node-pod.js';
import { objectsOf } from '../support/namespaces.js';
import { type Release } from '../support/releases.js';
import { AGENT, type ChangeSet, ciValues, TEST } from './change-set.js';

/** Values that create objects in addition to the Deployments and Services. */
export const OBJECT_SETS: readonly ChangeSet[] = [
  {
    name: 'disruption budgets',
    values: ciValues('disruption-budgets'),
    inShortRun: true,
    async verify({ namespace }) {
      await eventually('each budget allowed the eviction of one pod of three', async () => {
        const { items } = await getJson<Budgets>(['poddisruptionbudgets', '--namespace', namespace]);
        const allowed = items.map(({ status }) => `${status.currentHealthy}/${status.disruptionsAllowed}`);
        return allowed.join() === '3/1,3/1';
      });
      return 'the cluster counts 3 healthy pods of each component and allows the eviction of 1';
    },
  },
  {
    name: 'autoscaling',
    values: ciValues('autoscaling'),
    async verify({ namespace }) {
      await eventually('the autoscalers created the minimum number of pods', async () => {
        const { items } = await getJson<Deployments>(['deployments', '--namespace', namespace]);
        const ready = items.map(({ metadata, status }) => `${metadata.name} ${status.readyReplicas ?? 0}`);
        return ready.sort().join() === `${AGENT} 3,${TEST} 2`;
      });
      return 'the autoscalers scaled the agent to its minimum of 3 pods and the metrics API to its minimum of 2';
    },
  },
  {
    name: 'node ports',
    values: { agent: { service: { type: 'NodePort' } } },
    async verify({ namespace }) {
      const service = await getJson<{ spec: { ports: { nodePort: number }[] } }>([
        ...['service', AGENT, '--namespace', namespace],
      ]);
      const { items } = await getJson<Nodes>(['nodes']);
      const node = items[0]!.status.addresses.find(({ type }) => type === 'InternalIP')!.address;
      const url = `http://${node.includes(':') ? `[${node}]` : node}:${service.spec.ports[0]!.nodePort}/`;
      const script = `console.log((await fetch(${JSON.stringify(url)}, { headers: { accept: 'image/png' } })).status);`;
      const seen = await runInPod(namespace, script);
      if (seen !== '200\n') throw new Error(`${url} answered ${seen}`);
      return 'the agent answers on a port of the node';
    },
  },
  {
    name: 'extra objects as a map and as text',
    values: {
      extraObjects: [
        { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: '{{ .Release.Name }}-map' }, data: {} },
        'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}-text\n',
      ],
    },
    verify: (release) => has(release, ['configmap/k8s-app-monitor-map', 'configmap/k8s-app-monitor-text']),
  },
  {
    name: 'routes: Ingress, HTTPRoute, and a rule for an existing Ingress',
    values: {
      agent: {
        ingress: { enabled: true, className: 'none-here', existing: { name: 'front', renderPatch: true } },
        httpRoute: { enabled: true, parentRefs: [{ name: 'none-here' }], hostnames: ['change.example.com'] },
      },
    },
    needs: ['httproutes.gateway.networking.k8s.io'],
    verify: (release) =>
      has(release, [`ingress.networking.k8s.io/${AGENT}`, `httproute.gateway.networking.k8s.io/${AGENT}`]),
  },
  {
    name: 'monitors of prometheus-operator',
    values: { monitoring: { serviceMonitor: { enabled: true } } },
    needs: ['servicemonitors.monitoring.coreos.com'],
    verify: (release) =>
      has(release, [
        `servicemonitor.monitoring.coreos.com/${AGENT}`,
        `servicemonitor.monitoring.coreos.com/${TEST}`,
        `service/${AGENT}-metrics`,
      ]),
  },
  {
    name: 'every Istio object, for pods outside the mesh',
    values: {
      istio: {
        ...(ciValues('istio-full').istio as object),
        sidecarInjection: '',
        // Other suites use the same gateway.
        gateway: { enabled: true, hosts: ['change.example.com'] },
        virtualService: { enabled: true, hosts: ['change.example.com'] },
      },
    },
    needs: ['virtualservices.networking.istio.io', 'telemetries.telemetry.istio.io'],
    verify: (release) =>
      has(release, [
        `virtualservice.networking.istio.io/${AGENT}`,
        `peerauthentication.security.istio.io/${TEST}`,
        `authorizationpolicy.security.istio.io/${TEST}`,
      ]),
  },
];

interface Budgets {
  items: { status: { currentHealthy: number; disruptionsAllowed: number } }[];
}
interface Deployments {
  items: { metadata: { name: string }; status: { readyReplicas?: number } }[];
}
interface Nodes {
  items: { status: { addresses: { type: string; address: string }[] } }[];
}

/** Checks that the API server has accepted the objects; separate suites test their effect. */
async function has({ namespace }: Release, objects: readonly string[]): Promise<string> {
  const existing = await objectsOf(namespace);
  const missing = objects.filter((object) => !existing.includes(object));
  if (missing.length > 0) throw new Error(`Expected ${missing.join(', ')} among ${existing.join(', ')}`);
  return `the API server has ${objects.join(', ')}`;
}
