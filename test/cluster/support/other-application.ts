import { APP_VERSION } from './app-version.js';
import { kubectl } from './commands.js';

const GREETING = 'the other application';

/**
 * An application that has nothing to do with this project, with a Service and an Ingress of its own.
 *
 * @param name - of the Deployment, the Service and the Ingress
 * @returns what it answers to every request
 */
export async function deployOtherApplication(namespace: string, name: string, host: string): Promise<string> {
  const list = {
    apiVersion: 'v1',
    kind: 'List',
    items: [deployment(name), service(name), ingress(name, host)],
  };
  await kubectl(['apply', '--namespace', namespace, '--filename', '-'], { input: JSON.stringify(list) });
  await kubectl(['rollout', 'status', `deployment/${name}`, '--namespace', namespace, '--timeout=180s']);
  return GREETING;
}

function deployment(name: string) {
  const script = `
    process.on('SIGTERM', () => process.exit());
    require('node:http').createServer((_, response) => response.end('${GREETING}')).listen(8080);`;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: {
          securityContext: {
            runAsNonRoot: true,
            runAsUser: 10001,
            seccompProfile: { type: 'RuntimeDefault' },
          },
          containers: [
            {
              name: 'node',
              image: `k8s-app-monitor-test:${APP_VERSION}`,
              imagePullPolicy: 'IfNotPresent',
              command: ['node', '--eval', script],
              ports: [{ containerPort: 8080 }],
              readinessProbe: { httpGet: { port: 8080 }, periodSeconds: 1 },
              securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
            },
          ],
        },
      },
    },
  };
}

function service(name: string) {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { selector: { app: name }, ports: [{ port: 80, targetPort: 8080 }] },
  };
}

function ingress(name: string, host: string) {
  const backend = { service: { name, port: { number: 80 } } };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name },
    spec: {
      ingressClassName: 'traefik',
      rules: [{ host, http: { paths: [{ path: '/', pathType: 'Prefix', backend }] } }],
    },
  };
}
