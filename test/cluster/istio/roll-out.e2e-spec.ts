import { beforeAll, expect, it } from '@jest/globals';
import { eventually } from '../../support/eventually.js';
import { kubectl } from '../support/commands.js';
import { ownNamespace } from '../support/namespaces.js';
import { addressOf, describeWith } from '../support/parts.js';
import { prove } from '../support/proof.js';
import { deploy } from '../support/releases.js';
import { atGateway, meshed, PATH } from './meshed.js';
import { visiting } from './steady-visitor.js';

const isShort = process.env['CLUSTER_SHORT'] === 'yes';

describeWith('istio')('roll-outs in the mesh', () => {
  let namespace: string;
  let host: string;

  beforeAll(async () => {
    // Istio's init container sets the pod's network up, as root: Pod Security `restricted` forbids it.
    namespace = await ownNamespace('mesh-roll-out', 'privileged');
    host = `${namespace}.example.com`;
    await deploy({ name: 'k8s-app-monitor', namespace }, { istio: meshed(host) });
    await eventually('the gateway serves', async () => (await atGateway(host, PATH)).status === 200);
  }, 300_000);

  it.each([
    ['the agent', 'k8s-app-monitor-agent'],
    ['the metrics API', 'k8s-app-monitor-test'],
  ])(
    'lose no request while %s is replaced',
    async (what, name) => {
      // The page, since it has the metrics in it: each answer has gone through gateway, agent and metrics API.
      const url = `${addressOf('ISTIO_GATEWAY_URL')}${PATH}?format=html`;
      const times = isShort ? 1 : 2;

      const { sent, failed, reasons } = await visiting(url, host, async () => {
        for (let time = 0; time < times; time += 1) await rollOut(name);
      });

      prove(`${times} roll-outs of ${what} in the mesh, at the gateway: ${failed} of ${sent} failed`);
      expect(reasons).toEqual({});
      expect(sent).toBeGreaterThan(100);
    },
    400_000,
  );

  /** Ends when the old pods are gone: they are asked until then. */
  async function rollOut(name: string): Promise<void> {
    const deployment = [`deployment/${name}`, '--namespace', namespace];
    await kubectl(['rollout', 'restart', ...deployment]);
    await kubectl(['rollout', 'status', ...deployment, '--timeout=180s']);
    await eventually('one pod is left', async () => {
      const pods = await kubectl([
        ...['get', 'pods', '--namespace', namespace, '--output', 'name'],
        ...['--selector', `app.kubernetes.io/name=${name}`],
      ]);
      return pods.trim().split('\n').length === 1;
    });
  }
});
