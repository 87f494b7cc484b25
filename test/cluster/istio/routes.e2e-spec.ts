import { beforeAll, expect, it } from '@jest/globals';
import { eventually } from '../../support/eventually.js';
import { kubectl } from '../support/commands.js';
import { ownNamespace } from '../support/namespaces.js';
import { addressOf, describeWith } from '../support/suites.js';
import { withPortForward } from '../support/port-forward.js';
import { prove } from '../support/proof.js';
import { deploy, type Release } from '../support/releases.js';
import { atGateway, meshed, PATH } from './meshed.js';

describeWith('istio')('the chart’s Gateway and VirtualService', () => {
  let release: Release;
  let host: string;

  beforeAll(async () => {
    // Istio's init container configures the pod's network as root, which Pod Security `restricted` forbids.
    const namespace = await ownNamespace('routes', 'privileged');
    release = { name: 'k8s-app-monitor', namespace };
    host = `${namespace}.example.com`;
    await route({});
    await eventually(
      'the gateway served the agent',
      async () => (await atGateway(host, PATH)).status === 200,
    );
  }, 400_000);

  it.each([
    [PATH, 200, 'image/png'],
    [`${PATH}.png`, 200, 'image/png'],
    [`${PATH}/docs/`, 200, 'text/html'],
    [`${PATH}s`, 404, undefined],
    ['/', 404, undefined],
  ])('answer at %s with %i', async (path, status, type) => {
    const { status: answered, headers } = await atGateway(host, path);

    expect([answered, headers['content-type']?.split(';')[0]]).toEqual([status, type]);
    prove(`${addressOf('ISTIO_GATEWAY_URL')}${path} answered ${status}`);
  });

  it('end a request after the timeout in the values, and not before', async () => {
    const patient = await withFault({ kind: 'latency', latencyMs: 1000 }, () => atGateway(host, PATH));
    expect(patient.status).toBe(200);

    await route({ timeout: '0.5s' });

    await withFault({ kind: 'latency', latencyMs: 1000 }, () =>
      eventually('the gateway timed out', async () => (await atGateway(host, PATH)).body.includes('timeout')),
    );
    const { status, body } = await withFault({ kind: 'latency', latencyMs: 1000 }, () =>
      atGateway(host, PATH),
    );
    // Envoy's message: the agent's own 504 would be a problem document or an image.
    expect([status, body]).toEqual([504, 'upstream request timeout']);
    prove('metrics one second late: 200 with timeout 15s, 504 from the gateway with timeout 0.5s');
  }, 300_000);

  it('retry a failed request as often as the values say, and never by default', async () => {
    const failing = { kind: 'status', status: 500 };
    await route({});
    expect(await withFault(failing, attempts)).toBe(1);

    await route({ retries: { attempts: 3, retryOn: 'gateway-error', perTryTimeout: '5s' } });

    await withFault(failing, () => eventually('four attempts', async () => (await attempts()) === 4));
    prove(
      'a request that fails with 502 was sent once by default, four times with retries.attempts 3 on gateway-error',
    );
  }, 300_000);

  it('do not retry if the values say 0, which Istio accepts', async () => {
    await route({ retries: { attempts: 0 } });

    expect(await withFault({ kind: 'status', status: 500 }, attempts)).toBe(1);
    prove('retries.attempts 0 passed Istio’s webhook');
  }, 120_000);

  async function route(virtualService: Record<string, unknown>): Promise<void> {
    await deploy(release, {
      metricsApi: { settings: { FAULTS: 'enabled' } },
      istio: meshed(host, virtualService),
    });
  }

  /** Injects a fault over the pod's loopback: the policies let only the agent reach the metrics API. */
  function withFault<T>(fault: object, act: () => Promise<T>): Promise<T> {
    return withPortForward(release.namespace, 'deployment/k8s-app-monitor-test', 3000, async (url) => {
      const address = `${url}/api/v1/faults/drill`;
      const body = JSON.stringify({ scope: { route: '/metrics' }, ...fault });
      const headers = { 'content-type': 'application/json' };
      expect((await fetch(address, { method: 'PUT', headers, body })).ok).toBe(true);
      try {
        return await act();
      } finally {
        await fetch(address, { method: 'DELETE' });
      }
    });
  }

  /** How many requests the agent received for one request at the gateway, by the request's id in its log. */
  async function attempts(): Promise<number> {
    const { status, headers } = await atGateway(host, PATH);
    expect(status).toBe(502);
    const id = String(headers['x-request-id']);
    const log = await kubectl([
      ...['logs', 'deployment/k8s-app-monitor-agent', '--namespace', release.namespace],
      ...['--container', 'k8s-app-monitor-agent', '--tail=100'],
    ]);
    return log.split('\n').filter((line) => line.includes(`"requestId":"${id}"`)).length;
  }
});
