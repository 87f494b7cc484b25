import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { eventually } from '../../support/eventually.js';
import { getAsIs } from '../../support/get-as-is.js';
import { ownNamespace } from '../support/namespaces.js';
import { addressOf, describeWith } from '../support/parts.js';
import { prove } from '../support/proof.js';
import { deploy } from '../support/releases.js';
import { browserAt, expectWhole } from '../support/whole-agent.js';

const HOST = 'k8s-app-monitor-agent.jimmysong.io';

describeWith('traefik')('way two: an Ingress of its own, of class traefik', () => {
  let browser: Browser;
  let shared: string;

  beforeAll(async () => {
    const namespace = await ownNamespace('own-ingress');
    shared = `${namespace}.example.com`;
    await deploy(
      { name: 'k8s-app-monitor', namespace },
      {
        agent: {
          ingress: {
            enabled: true,
            className: 'traefik',
            hosts: [
              { host: HOST, paths: [{ path: '/', pathType: 'Prefix' }] },
              { host: shared, paths: [{ path: '/team-a/charts', pathType: 'Prefix' }] },
            ],
          },
        },
      },
    );
    browser = await browserAt(addressOf('TRAEFIK_URL'));
    await eventually('Traefik serves both hosts', async () =>
      [await statusOf(HOST, '/'), await statusOf(shared, '/team-a/charts')].every((status) => status === 200),
    );
  }, 300_000);

  afterAll(() => browser?.close());

  it('serves the page, pictures and Swagger UI at the root of its host', async () => {
    const seen = await expectWhole(browser, `http://${HOST}`, 'ingress-way-two');

    prove(`Ingress of class traefik, http://${HOST}/: ${seen}`);
  }, 300_000);

  it.each(['/', '/k8s-app-monitor-test', '/k8s-app-monitor-agent', '/k8s-app-monitor-agent.png'])(
    'draws a picture at %s, as the published texts have it',
    async (path) => {
      const { status, headers } = await getAsIs(addressOf('TRAEFIK_URL'), path, {
        host: HOST,
        accept: 'image/png',
      });

      expect([status, headers['content-type']]).toEqual([200, 'image/png']);
    },
  );

  it('serves them beneath a path of a host that it shares, without a rewrite', async () => {
    const seen = await expectWhole(browser, `http://${shared}/team-a/charts`, 'ingress-sub-path');

    expect(await statusOf(shared, '/')).toBe(404);
    prove(`Ingress with the path /team-a/charts: ${seen}; what is beside the path is not the agent's`);
  }, 300_000);
});

async function statusOf(host: string, path: string): Promise<number> {
  return (await getAsIs(addressOf('TRAEFIK_URL'), path, { host })).status;
}
