import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { eventually } from '../../support/eventually.js';
import { getAsIs } from '../../support/get-as-is.js';
import { ownNamespace } from '../support/namespaces.js';
import { addressOf, describeWith } from '../support/suites.js';
import { prove } from '../support/proof.js';
import { deploy } from '../support/releases.js';
import { browserAt, expectWhole } from '../support/whole-agent.js';

const HOST = 'k8s-app-monitor-agent.jimmysong.io';

describeWith('traefik')('option 2: a separate Ingress of class traefik', () => {
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
    await eventually('Traefik served both hosts', async () =>
      [await statusOf(HOST, '/'), await statusOf(shared, '/team-a/charts')].every((status) => status === 200),
    );
  }, 300_000);

  afterAll(() => browser?.close());

  it('serves the page, images and Swagger UI at the root of its host', async () => {
    const seen = await expectWhole(browser, `http://${HOST}`, 'ingress-way-two');

    prove(`Ingress of class traefik, http://${HOST}/: ${seen}`);
  }, 300_000);

  it.each(['/', '/k8s-app-monitor-test', '/k8s-app-monitor-agent', '/k8s-app-monitor-agent.png'])(
    'returns an image at %s, as the documentation of the original project says',
    async (path) => {
      const { status, headers } = await getAsIs(addressOf('TRAEFIK_URL'), path, {
        host: HOST,
        accept: 'image/png',
      });

      expect([status, headers['content-type']]).toEqual([200, 'image/png']);
    },
  );

  it('serves them under a path of a shared host, without a rewrite', async () => {
    const seen = await expectWhole(browser, `http://${shared}/team-a/charts`, 'ingress-sub-path');

    expect(await statusOf(shared, '/')).toBe(404);
    prove(`Ingress with the path /team-a/charts: ${seen}; other paths do not lead to the agent`);
  }, 300_000);
});

async function statusOf(host: string, path: string): Promise<number> {
  return (await getAsIs(addressOf('TRAEFIK_URL'), path, { host })).status;
}
