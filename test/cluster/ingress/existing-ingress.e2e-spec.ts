import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { eventually } from '../../support/eventually.js';
import { getAsIs } from '../../support/get-as-is.js';
import { run } from '../../support/run.js';
import { APP_VERSION, getJson, kubectl } from '../support/commands.js';
import { ownNamespace } from '../support/namespaces.js';
import { addressOf, describeWith } from '../support/suites.js';
import { prove } from '../support/proof.js';
import { deploy } from '../support/releases.js';
import { browserAt, expectWhole } from '../support/whole-agent.js';

const PATH = '/k8s-app-monitor-agent';
const GREETING = 'the other application';

describeWith('traefik')('option 1: a rule in the Ingress of another application', () => {
  let browser: Browser;
  let namespace: string;
  let host: string;
  let greeting: string;
  let notes: string;

  beforeAll(async () => {
    namespace = await ownNamespace('existing-ingress');
    host = `${namespace}.example.com`;
    greeting = await deployOtherApplication(namespace, 'front', host);
    notes = await deploy(
      { name: 'k8s-app-monitor', namespace },
      { agent: { ingress: { existing: { name: 'front', host } } } },
    );
    browser = await browserAt(addressOf('TRAEFIK_URL'));
    await eventually('the other application was served', async () => (await at('/')).body === greeting);
  }, 300_000);

  afterAll(() => browser?.close());

  it('serves the agent after the printed patch, and the other application as before', async () => {
    expect((await at(PATH)).body).toBe(greeting);

    await shell(printed(/kubectl patch ingress front .*"op":"add".*/));

    await eventually('the agent was served', async () => (await at(`${PATH}/healthz`)).body !== greeting);
    const seen = await expectWhole(browser, `http://${host}${PATH}`, 'ingress-way-one');
    expect((await at('/')).body).toBe(greeting);
    prove(
      `a printed rule in the Ingress of another application: ${seen}; that application is served as before`,
    );
  }, 300_000);

  it('removes the rule with the printed commands', async () => {
    const list = await shell(printed(/kubectl get ingress front .*go-template.*/));
    const number = /^(\d+) .*k8s-app-monitor-agent$/m.exec(list)?.[1];
    expect(number).toBe('1');

    await shell(printed(/kubectl patch ingress front .*"op":"remove".*/).replaceAll('/N', `/${number}`));

    expect(await rules()).toBe(1);
    await eventually('the rule was removed', async () => (await at(PATH)).body === greeting);
    expect((await at('/')).body).toBe(greeting);
    prove('the printed commands removed the rule, and nothing of the other application');
  });

  it('refuses to remove a rule that is not the agent’s', async () => {
    const command = printed(/kubectl patch ingress front .*"op":"remove".*/).replaceAll('/N', '/0');

    await expect(shell(command)).rejects.toThrow(/invalid|test/i);
    expect(await rules()).toBe(1);
    expect((await at('/')).body).toBe(greeting);
    prove('the printed command refused to remove the rule of the other application');
  });

  async function rules(): Promise<number> {
    const { spec } = await getJson<{ spec: { rules: unknown[] } }>(['ingress', 'front', '-n', namespace]);
    return spec.rules.length;
  }

  function at(path: string) {
    return getAsIs(addressOf('TRAEFIK_URL'), path, { host });
  }

  function printed(command: RegExp): string {
    const line = command.exec(notes)?.[0];
    if (line === undefined) throw new Error(`NOTES.txt does not print ${command}:\n${notes}`);
    return line;
  }
});

/** Runs a command that was copied from the notes. */
async function shell(command: string): Promise<string> {
  const { code, stdout, stderr } = await run('sh', ['-c', command]);
  if (code !== 0) throw new Error(stderr);
  return stdout;
}

/**
 * Deploys an application that is not part of this project, with a Service and an Ingress.
 *
 * @param name - of the Deployment, the Service and the Ingress
 * @returns what it answers to every request
 */
async function deployOtherApplication(namespace: string, name: string, host: string): Promise<string> {
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
