import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { eventually } from '../../support/eventually.js';
import { getAsIs } from '../../support/get-as-is.js';
import { getJson, kubectl } from '../support/commands.js';
import { ownNamespace } from '../support/namespaces.js';
import { addressOf, describeWith } from '../support/suites.js';
import { prove } from '../support/proof.js';
import { deploy } from '../support/releases.js';
import { browserAt, expectWhole } from '../support/whole-agent.js';

const CONTROLLER = 'traefik.io/gateway-controller';
const AGENT_PATH = { type: 'PathPrefix', value: '/k8s-app-monitor-agent' };
const WITHOUT_PREFIX = {
  type: 'URLRewrite',
  urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } },
};

interface Named {
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

describeWith('traefik')('an HTTPRoute, through Traefik’s Gateway API', () => {
  let browser: Browser;
  let host: string;
  let silent: string;

  beforeAll(async () => {
    const namespace = await ownNamespace('http-route');
    host = `${namespace}.example.com`;
    silent = `silent.${host}`;
    const parentRefs = [await gatewayOfTraefik()];
    await deploy(
      { name: 'k8s-app-monitor', namespace },
      {
        agent: {
          httpRoute: {
            enabled: true,
            parentRefs,
            hostnames: [host],
            rules: [kept('/charts'), stripped('/monitor')],
          },
        },
      },
    );
    await applyRoute(namespace, { parentRefs, hostnames: [silent] });
    browser = await browserAt(addressOf('TRAEFIK_URL'));
    await eventually('Traefik served the routes', async () =>
      [await statusOf(host, '/charts'), await statusOf(silent, AGENT_PATH.value)].every(
        (code) => code === 200,
      ),
    );
  }, 300_000);

  afterAll(() => browser?.close());

  it('serves the agent under a path that is kept', async () => {
    const seen = await expectWhole(browser, `http://${host}/charts`, 'http-route');

    expect(await statusOf(host, '/')).toBe(404);
    prove(`HTTPRoute with the prefix /charts: ${seen}`);
  }, 300_000);

  it('serves the agent under a prefix that is replaced and sent in X-Forwarded-Prefix', async () => {
    const seen = await expectWhole(browser, `http://${host}/monitor`, 'http-route-replaced');

    prove(`HTTPRoute with ReplacePrefixMatch and X-Forwarded-Prefix: ${seen}`);
  }, 300_000);

  it('serves the agent if the prefix with its name is removed silently', async () => {
    const seen = await expectWhole(browser, `http://${silent}${AGENT_PATH.value}`, 'http-route-silent');

    prove(`HTTPRoute with ReplacePrefixMatch and no header: ${seen}`);
  }, 300_000);
});

async function statusOf(host: string, path: string): Promise<number> {
  return (await getAsIs(addressOf('TRAEFIK_URL'), path, { host })).status;
}

function kept(value: string) {
  return { matches: [{ path: { type: 'PathPrefix', value } }] };
}

function stripped(value: string) {
  const set = [{ name: 'X-Forwarded-Prefix', value }];
  const filters = [WITHOUT_PREFIX, { type: 'RequestHeaderModifier', requestHeaderModifier: { set } }];
  return { ...kept(value), filters };
}

/** Creates a separate route, because all rules of the chart's route have the same host names. */
async function applyRoute(namespace: string, spec: object): Promise<void> {
  const backendRefs = [{ name: 'k8s-app-monitor-agent', port: 8888 }];
  const rules = [{ matches: [{ path: AGENT_PATH }], filters: [WITHOUT_PREFIX], backendRefs }];
  const route = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'silent' },
    spec: { ...spec, rules },
  };
  await kubectl(['apply', '--namespace', namespace, '--filename', '-'], { input: JSON.stringify(route) });
}

async function gatewayOfTraefik(): Promise<{ name: string; namespace: string | undefined }> {
  const classes = await getJson<{ items: (Named & { spec: { controllerName: string } })[] }>([
    'gatewayclasses',
  ]);
  const ours = classes.items.filter(({ spec }) => spec.controllerName === CONTROLLER);
  const gateways = await getJson<{ items: (Named & { spec: { gatewayClassName: string } })[] }>([
    ...['gateways.gateway.networking.k8s.io', '--all-namespaces'],
  ]);
  const gateway = gateways.items.find(({ spec }) =>
    ours.some(({ metadata }) => metadata.name === spec.gatewayClassName),
  );
  if (gateway === undefined) throw new Error(`Expected a Gateway of ${CONTROLLER}`);
  return { name: gateway.metadata.name, namespace: gateway.metadata.namespace };
}
