/**
 * Tests the project on a real cluster: uses the one that KUBECONFIG names or starts one, builds and loads the images,
 * runs the suites of test/cluster in separate namespaces, and removes everything that it created.
 *
 *   node tools/cluster/run.mjs [--with traefik,istio] [--only install,network-policy] [--short]
 *
 * Environment:
 *   KUBECONFIG     a running cluster; or else
 *   CLUSTER        a command with the subcommands `up`, `kubeconfig`, `kubectl …` and `load IMAGE…`. Add-ons (`traefik`,
 *                  `istio`, `zipkin`) are commands in the same folder with the subcommand `up`.
 *   CLUSTER_LOAD   a command that loads images of the local Docker into the nodes, instead of CLUSTER's, such as
 *                  `kind load docker-image`. Leave it empty if the nodes have the images already.
 *   TRAEFIK_URL, ISTIO_GATEWAY_URL, ZIPKIN_URL   the addresses of the add-ons, with KUBECONFIG
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { ensureDaemon } from '../image/docker.mjs';
import { deleteSuiteNamespaces, findCluster, startAddOns } from './cluster.mjs';
import { buildImages, loadImages } from './images.mjs';

const { values: options } = parseArgs({
  options: {
    with: { type: 'string', default: '' },
    only: { type: 'string', default: '' },
    short: { type: 'boolean', default: false },
  },
});
const list = (text) => text.split(',').filter((entry) => entry !== '');

/** jest-junit reads its options from the environment. */
const JUNIT = {
  JEST_JUNIT_OUTPUT_FILE: 'test-results/cluster.xml',
  JEST_SUITE_NAME: 'cluster',
  JEST_JUNIT_SUITE_NAME: '{filepath}',
  JEST_JUNIT_CLASSNAME: '{filepath}',
  JEST_JUNIT_TITLE: '{classname} {title}',
  JEST_JUNIT_REPORT_TEST_SUITE_ERRORS: 'true',
};

process.exitCode = await main();

async function main() {
  const cluster = findCluster();
  if (cluster === undefined) {
    console.log(
      'No cluster: set KUBECONFIG, or set CLUSTER to a command that starts one (docs/guides/run-the-tests.md)',
    );
    console.log('0 passed, 0 failed, 1 skipped');
    return 0;
  }
  const endDaemon = await ensureDaemon();
  try {
    buildImages();
    loadImages(cluster);
    const env = { ...cluster.env, ...startAddOns(cluster, list(options.with)), ...suiteEnvironment() };
    return await runSuites(env);
  } finally {
    deleteSuiteNamespaces(cluster.env);
    await endDaemon();
  }
}

function suiteEnvironment() {
  return {
    CLUSTER_WITH: options.with,
    CLUSTER_SHORT: options.short ? 'yes' : '',
    CLUSTER_ONLY: list(options.only)
      .map((name) => `test/cluster/${name}/`)
      .join('|'),
    ...JUNIT,
  };
}

/** A signal ends the suites; their namespaces are still deleted. */
async function runSuites(env) {
  const child = spawn(process.execPath, ['tools/test/run.mjs', 'cluster'], {
    env: { ...process.env, ...env },
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  const [code] = await once(child, 'close');
  return code ?? 1;
}
