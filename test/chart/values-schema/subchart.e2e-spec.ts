import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { helm, parsed } from '../support/helm.js';
import { CHART } from '../support/tools.js';

describe('The chart as a subchart', () => {
  const parent = mkdtempSync(join(tmpdir(), 'parent-chart-'));

  beforeAll(async () => {
    const dependency = {
      name: 'k8s-app-monitor',
      version: '*',
      repository: `file://${CHART}`,
      condition: 'k8s-app-monitor.enabled',
    };
    const chart = { apiVersion: 'v2', name: 'platform', version: '1.0.0', dependencies: [dependency] };
    writeFileSync(join(parent, 'Chart.yaml'), stringify(chart));

    const { code, stderr } = await helm(['dependency', 'build', parent]);

    expect([code, stderr]).toEqual([0, expect.any(String)]);
  });
  afterAll(() => rmSync(parent, { recursive: true }));

  const template = (values: object) =>
    helm(['template', 'platform', parent, '--values', '-'], { input: stringify(values) });

  it('uses the condition and the global values of the parent chart', async () => {
    const { stdout } = await template({
      global: { storageClass: 'fast', imageRegistry: 'registry.example.com' },
      'k8s-app-monitor': { enabled: true, agent: { replicas: 2 } },
    });

    const agent = parsed(stdout).find(
      ({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'platform-k8s-app-monitor-agent',
    );
    expect(agent?.spec).toMatchObject({
      replicas: 2,
      template: {
        spec: {
          containers: [{ image: expect.stringMatching(/^registry\.example\.com\/k8s-app-monitor-agent:/) }],
        },
      },
    });
  });

  it('can be disabled by the condition', async () => {
    const { code, stdout } = await template({ 'k8s-app-monitor': { enabled: false } });

    expect([code, parsed(stdout)]).toEqual([0, []]);
  });

  it('is as strict as without a parent chart', async () => {
    const { code, stderr } = await template({ 'k8s-app-monitor': { agent: { replica: 2 } } });

    expect(code).not.toBe(0);
    expect(stderr).toContain("at '/agent': additional properties 'replica' not allowed");
  });
});
