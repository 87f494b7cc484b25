import { beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../../support/eventually.js';
import { CHART, helm, kubectl } from '../support/commands.js';
import { ownNamespace, objectsOf } from '../support/namespaces.js';
import { prove } from '../support/proof.js';
import { deploy, type Release } from '../support/releases.js';

// An address for documentation (RFC 5737), which is in no cluster's range of Services.
const OUT_OF_RANGE = { agent: { service: { clusterIP: '203.0.113.9' } } };

describe('bad values', () => {
  let release: Release;

  beforeAll(async () => {
    release = { name: 'k8s-app-monitor', namespace: await ownNamespace('refused') };
  });

  it('with a wrong type are refused before anything is created', async () => {
    await expect(deploy(release, { agent: { replicas: 'three' } })).rejects.toThrow(
      /at '\/agent\/replicas': got string, want integer/,
    );

    expect(await objectsOf(release.namespace)).toEqual([]);
    prove('the schema refused `agent.replicas: three` by its path, and nothing was created');
  });

  it('in an impossible combination are refused before anything is created', async () => {
    const values = {
      agent: { podDisruptionBudget: { enabled: true, minAvailable: 1 } },
      metricsApi: { resources: { requests: { memory: '1Gi' } } },
    };

    const refusal = deploy(release, values);

    await expect(refusal).rejects.toThrow(/agent\.podDisruptionBudget\.minAvailable is 1, .*: lower it/);
    await expect(refusal).rejects.toThrow(/metricsApi\.resources\.requests\.memory is 1Gi, more than/);
    expect(await objectsOf(release.namespace)).toEqual([]);
    prove('the chart refused two impossible combinations in one message, and nothing was created');
  });

  it('that only the API server can validate are refused by its dry run', async () => {
    const values = JSON.stringify(OUT_OF_RANGE);
    const rendered = await helm(
      ['template', release.name, CHART, '--namespace', release.namespace, '--values', '-'],
      { input: values },
    );
    const apply = ['apply', '--server-side', '--dry-run=server', '--namespace', release.namespace];

    await expect(kubectl([...apply, '--filename', '-'], { input: rendered })).rejects.toThrow(
      /Service "k8s-app-monitor-agent" is invalid: spec\.clusterIPs/,
    );

    expect(await objectsOf(release.namespace)).toEqual([]);
    prove('the API server’s dry run refused an address out of its range, and nothing was created');
  });

  it('that only the API server can validate leave nothing behind', async () => {
    await expect(deploy(release, OUT_OF_RANGE, ['--rollback-on-failure'])).rejects.toThrow(
      /has been uninstalled due to rollback-on-failure being set: .*spec\.clusterIPs/s,
    );

    await eventually('the created pods have ended', async () => {
      return (await objectsOf(release.namespace)).length === 0;
    });
    prove(
      'helm install --rollback-on-failure reported the API server’s refusal and removed what it had created',
    );
  }, 300_000);
});
