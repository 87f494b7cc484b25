/**
 * Proves the project on a real cluster: brings one up or takes the one that KUBECONFIG names, builds and loads the
 * images, runs the suites of test/cluster in namespaces of their own, and leaves nothing behind.
 *
 *   node tools/cluster/run.mjs [--with traefik,istio] [--only install,network-policy] [--short]
 *
 * Environment:
 *   KUBECONFIG     a cluster that runs; or else
 *   CLUSTER        a command that knows `up`, `kubeconfig`, `kubectl …` and `load IMAGE…`. Add-ons (`traefik`, `istio`,
 *                  `zipkin`) are commands beside it that know `up`.
 *   CLUSTER_LOAD   a command that brings images of the local Docker to the nodes, in place of CLUSTER's; such as
 *                  `kind load docker-image`. Empty where the nodes have them already.
 *   TRAEFIK_URL, ISTIO_GATEWAY_URL, ZIPKIN_URL   where the add-ons are reached, with KUBECONFIG
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { ensureDaemon } from '../image/docker-daemon.mjs';
import { addOns } from './add-ons.mjs';
import { clusterAtHand } from './cluster-at-hand.mjs';
import { buildImages, loadImages } from './images.mjs';
import { sweepNamespaces } from './sweep.mjs';

const { values: wishes } = parseArgs({
  options: {
    with: { type: 'string', default: '' },
    only: { type: 'string', default: '' },
    short: { type: 'boolean', default: false },
  },
});
const list = (text) => text.split(',').filter((entry) => entry !== '');

process.exitCode = await main();

async function main() {
  const cluster = clusterAtHand();
  if (cluster === undefined) {
    console.log('No cluster: set KUBECONFIG, or CLUSTER to a command that brings one up (docs/testing.md)');
    console.log('0 passed, 0 failed, 1 skipped');
    return 0;
  }
  const endDaemon = await ensureDaemon();
  try {
    buildImages();
    loadImages(cluster);
    const env = { ...cluster.env, ...addOns(cluster, list(wishes.with)), ...suiteEnvironment() };
    return await suites(env);
  } finally {
    sweepNamespaces(cluster.env);
    await endDaemon();
  }
}

function suiteEnvironment() {
  return {
    CLUSTER_WITH: wishes.with,
    CLUSTER_SHORT: wishes.short ? 'yes' : '',
    CLUSTER_ONLY: list(wishes.only)
      .map((name) => `test/cluster/${name}/`)
      .join('|'),
  };
}

/** A signal ends the suites; what they made is swept all the same. */
async function suites(env) {
  const child = spawn(process.execPath, ['tools/test/run.mjs', 'cluster'], {
    env: { ...process.env, ...env },
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  const [code] = await once(child, 'close');
  return code ?? 1;
}
