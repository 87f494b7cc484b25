import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../../browser/chromium.js';
import { eventually } from '../../support/eventually.js';
import { run } from '../../support/run.js';
import { kubectl, ROOT } from '../support/commands.js';
import { ownNamespace } from '../support/namespaces.js';
import { addressOf, describeWith } from '../support/suites.js';
import { prove } from '../support/proof.js';
import { expectWhole } from '../support/whole-agent.js';
import { PATH, readiness } from './meshed.js';

const ALL_IN_ONE = join(ROOT, 'deploy', 'k8s-app-monitor-istio-all-in-one.yaml');

const isInstalled = spawnSync('istioctl', ['version', '--remote=false']).error === undefined;
if (!isInstalled)
  process.stderr.write('istioctl is not on the PATH: the tests of kube-inject are skipped.\n');

(isInstalled ? describeWith('istio') : describe.skip)('istioctl kube-inject of the all-in-one', () => {
  let browser: Browser;
  let namespace: string;

  beforeAll(async () => {
    // Istio's init container configures the pod's network as root, which Pod Security `restricted` forbids.
    namespace = await ownNamespace('kube-inject', 'privileged');
    // Without a revision it waits indefinitely for the name of a webhook.
    const injected = await run('istioctl', [
      'kube-inject',
      '--revision',
      'default',
      '--filename',
      ALL_IN_ONE,
    ]);
    expect(injected).toMatchObject({ code: 0 });
    await kubectl(['apply', '--namespace', namespace, '--filename', '-'], { input: injected.stdout });
    for (const name of ['k8s-app-monitor-test', 'k8s-app-monitor-agent']) {
      await kubectl(['rollout', 'status', `deployment/${name}`, '--namespace', namespace, '--timeout=240s']);
    }
    browser = await launchChromium();
  }, 500_000);

  afterAll(() => browser?.close());

  it('has 2/2 ready in every pod and serves the page, images and Swagger UI at the gateway, for any host', async () => {
    const url = `${addressOf('ISTIO_GATEWAY_URL')}${PATH}`;
    expect(await readiness(namespace)).toEqual(['2/2', '2/2']);
    await eventually('the gateway served the agent', async () => (await fetch(url)).status === 200);

    const seen = await expectWhole(browser, url, 'istio-kube-inject');

    prove(`kube-inject of the all-in-one (Pod Security privileged): pods 2/2; at the gateway ${seen}`);
  }, 300_000);
});
