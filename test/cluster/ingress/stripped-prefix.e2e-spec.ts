import { afterAll, beforeAll, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../../browser/chromium.js';
import { getJson, kubectl } from '../support/commands.js';
import { ownNamespace } from '../support/namespaces.js';
import { describeWith } from '../support/suites.js';
import { withPortForward } from '../support/port-forward.js';
import { prove } from '../support/proof.js';
import { deploy } from '../support/releases.js';
import { expectWhole } from '../support/whole-agent.js';

// Traefik from the same image, configured by a file instead of objects: the Middleware that strips a prefix is a custom
// kind, which a cluster with Traefik does not always have.
const ROUTES = {
  http: {
    routers: { agent: { rule: 'PathPrefix(`/monitor`)', middlewares: ['strip'], service: 'agent' } },
    middlewares: { strip: { stripPrefix: { prefixes: ['/monitor'] } } },
    services: { agent: { loadBalancer: { servers: [{ url: 'http://k8s-app-monitor-agent:8888' }] } } },
  },
};

describeWith('traefik')('Traefik’s stripPrefix', () => {
  let browser: Browser;
  let namespace: string;

  beforeAll(async () => {
    namespace = await ownNamespace('stripped-prefix');
    await deploy({ name: 'k8s-app-monitor', namespace });
    await deployStripping(namespace);
    browser = await launchChromium();
  }, 300_000);

  afterAll(() => browser?.close());

  it('sends X-Forwarded-Prefix, and the agent works completely under the prefix', async () => {
    const seen = await withPortForward(namespace, 'pod/stripping', 8000, (url) =>
      expectWhole(browser, `${url}/monitor`, 'ingress-stripped-prefix'),
    );

    prove(`Traefik’s stripPrefix of /monitor: ${seen}`);
  }, 300_000);
});

async function deployStripping(namespace: string): Promise<void> {
  const list = { apiVersion: 'v1', kind: 'List', items: [configMap(), pod(await imageOfTraefik())] };
  await kubectl(['apply', '--namespace', namespace, '--filename', '-'], { input: JSON.stringify(list) });
  await kubectl(['wait', 'pod/stripping', '--for=condition=Ready', '-n', namespace, '--timeout=180s']);
}

function configMap() {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'stripping' },
    data: { 'routes.yaml': JSON.stringify(ROUTES) },
  };
}

function pod(image: string) {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'stripping' },
    spec: {
      automountServiceAccountToken: false,
      terminationGracePeriodSeconds: 1,
      securityContext: { runAsNonRoot: true, runAsUser: 10001, seccompProfile: { type: 'RuntimeDefault' } },
      volumes: [{ name: 'routes', configMap: { name: 'stripping' } }],
      containers: [
        {
          name: 'traefik',
          image,
          imagePullPolicy: 'IfNotPresent',
          args: [
            '--global.checknewversion=false',
            '--global.sendanonymoususage=false',
            '--entrypoints.web.address=:8000',
            '--providers.file.filename=/routes/routes.yaml',
          ],
          readinessProbe: { httpGet: { path: '/monitor/healthz', port: 8000 }, periodSeconds: 1 },
          volumeMounts: [{ name: 'routes', mountPath: '/routes' }],
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
        },
      ],
    },
  };
}

async function imageOfTraefik(): Promise<string> {
  const pods = await getJson<{ items: { spec: { containers: { image: string }[] } }[] }>([
    ...['pods', '--all-namespaces', '--selector', 'app.kubernetes.io/name=traefik'],
  ]);
  const image = pods.items[0]?.spec.containers[0]?.image;
  if (image === undefined) throw new Error('Expected a pod with the label app.kubernetes.io/name=traefik');
  return image;
}
