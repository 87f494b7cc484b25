import { beforeAll, describe, expect, it } from '@jest/globals';
import { getJson, kubectl } from '../support/commands.js';
import { ownNamespace } from '../support/namespaces.js';
import { runInPod } from '../support/node-pod.js';
import { withPortForward } from '../support/port-forward.js';
import { keepPicture, prove } from '../support/proof.js';
import { deploy, helmTest, type Release } from '../support/releases.js';

interface Pods {
  items: { status: { podIP: string } }[];
}

describe('an install', () => {
  let release: Release;

  beforeAll(async () => {
    release = { name: 'k8s-app-monitor', namespace: await ownNamespace('install') };
    await deploy(release, { metricsApi: { replicas: 3 }, agent: { replicas: 3 } });
  }, 300_000);

  it('is ready under Pod Security restricted, and helm test passes', async () => {
    const report = await helmTest(release);

    expect(report.match(/Phase: +Succeeded/g)).toHaveLength(2);
    prove('helm install --wait succeeded under Pod Security restricted, and helm test passed');
  }, 300_000);

  it('serves the image through kubectl port-forward', async () => {
    const { status, type, picture } = await withPortForward(
      release.namespace,
      'service/k8s-app-monitor-agent',
      8888,
      async (url) => {
        const response = await fetch(`${url}/k8s-app-monitor-agent`, { headers: { accept: 'image/png' } });
        return {
          status: response.status,
          type: response.headers.get('content-type'),
          picture: new Uint8Array(await response.arrayBuffer()),
        };
      },
    );

    expect([status, type]).toEqual([200, 'image/png']);
    keepPicture('install.png', picture);
    prove(`the agent's image through kubectl port-forward has ${picture.length} bytes`);
  });

  it('returns the same numbers from each of three replicas for the same second', async () => {
    const addresses = await podAddresses(release.namespace, 'k8s-app-monitor-test');
    const script = `
      const at = Math.floor(Date.now() / 1000) - 60;
      for (const ip of ${JSON.stringify(addresses)}) {
        const response = await fetch(\`http://\${ip}:3000/api/v1/apps/test-app?at=\${at}\`);
        console.log(JSON.stringify(await response.json()));
      }`;

    const answers = (await runInPod(release.namespace, script)).trim().split('\n');

    expect(addresses).toHaveLength(3);
    expect(answers[0]).toContain('"failRatio"');
    expect(new Set(answers.map(withoutHost))).toHaveProperty('size', 1);
    prove('three replicas returned equal numbers for the same second');
  });

  it('is reachable by its full and by its short DNS name', async () => {
    const script = `
      for (const host of ['k8s-app-monitor-test.${release.namespace}.svc.cluster.local', 'k8s-app-monitor-test']) {
        console.log((await fetch(\`http://\${host}:3000/metrics\`)).status);
      }`;

    expect(await runInPod(release.namespace, script)).toBe('200\n200\n');
    prove('the metrics API was reached by its full and by its short DNS name');
  });

  it('has no environment variables of Services in its pods', async () => {
    const env = await kubectl([
      ...['exec', 'deployment/k8s-app-monitor-agent', '--namespace', release.namespace, '--'],
      ...['node', '--print', 'Object.keys(process.env).join("\\n")'],
    ]);

    expect(env).toContain('SERVICE_NAME');
    // The variables of the API server always exist.
    expect(env).not.toMatch(/^(?!KUBERNETES_)\w+_(SERVICE_HOST|PORT_\d+_TCP)$/m);
    prove('the pods have no environment variables of Services');
  });
});

async function podAddresses(namespace: string, name: string): Promise<string[]> {
  const pods = await getJson<Pods>([
    ...['pods', '--namespace', namespace, '--selector', `app.kubernetes.io/name=${name}`],
  ]);
  return pods.items.map(({ status }) => status.podIP);
}

function withoutHost(answer: string): string {
  return answer.replace(/"host":"[^"]*"/, '');
}
