// Istio's own checks of the chart's objects. They need istioctl.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parsed } from './support/helm.js';
import { containersOf, podsOf } from './support/kubernetes-object.js';
import { render } from './support/rendered.js';
import { type Outcome, run } from '../support/run.js';
import { isInstalled, ROOT, toolPath } from './support/tools.js';
import { NEWEST_MINOR, VALUES_FILES } from './support/values-files.js';

const ISTIOCTL_FINDINGS = 79;
const ALL_IN_ONE = join(ROOT, 'deploy', 'k8s-app-monitor-istio-all-in-one.yaml');

const describeWithIstioctl = isInstalled('istioctl') ? describe : describe.skip;
if (!isInstalled('istioctl')) {
  console.warn(
    'istioctl is not installed: node tools/kubernetes/install.mjs istioctl builds it in some minutes.',
  );
}

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'k8s-app-monitor-istio-'));
});

afterAll(() => rm(folder, { recursive: true }));

describeWithIstioctl('istioctl analyze', () => {
  it.each(VALUES_FILES.filter(({ isForIstio }) => isForIstio))('finds nothing in $name', async (file) => {
    const { manifests } = await render(file, NEWEST_MINOR);

    expect(await analyze(manifests)).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('No validation issues found') as unknown,
    });
  });

  it('reports a gateway that does not exist', async () => {
    const file = VALUES_FILES.find(({ name }) => name === 'istio-full');
    const { manifests } = await render(file!, NEWEST_MINOR);

    const { code, stdout, stderr } = await analyze(
      manifests.replaceAll('default/k8s-app-monitor-agent', 'default/gone'),
    );

    expect({ code, output: `${stdout}${stderr}` }).toEqual({
      code: ISTIOCTL_FINDINGS,
      output: expect.stringContaining('Referenced gateway not found: "default/gone"') as unknown,
    });
  });
});

describeWithIstioctl('istioctl kube-inject', () => {
  it('injects a sidecar into each pod of the manifests, and changes nothing else', async () => {
    const script = join('tools', 'kubernetes', 'injector-files.mjs');
    expect(await run(process.execPath, [script, folder], { cwd: ROOT })).toMatchObject({ code: 0 });

    const { code, stdout, stderr } = await run(toolPath('istioctl'), [
      // Without a revision it waits indefinitely for a cluster.
      ...['kube-inject', '--revision', 'default', '--filename', ALL_IN_ONE],
      ...['--injectConfigFile', join(folder, 'inject-config.yaml')],
      ...['--valuesFile', join(folder, 'inject-values.json')],
      ...['--meshConfigFile', join(folder, 'mesh-config.yaml')],
    ]);

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const pods = podsOf(parsed(stdout));
    expect(pods.map((pod) => [pod.of, containersOf(pod).map(({ name }) => name)])).toEqual([
      ['Deployment/k8s-app-monitor-test', expect.arrayContaining(['istio-proxy', 'k8s-app-monitor-test'])],
      ['Deployment/k8s-app-monitor-agent', expect.arrayContaining(['istio-proxy', 'k8s-app-monitor-agent'])],
    ]);
  });
});

async function analyze(manifests: string): Promise<Outcome> {
  const path = join(folder, 'manifests.yaml');
  await writeFile(path, manifests);
  // Without -A it checks the namespace `default` only.
  return run(toolPath('istioctl'), ['analyze', '--use-kube=false', '-A', path]);
}
