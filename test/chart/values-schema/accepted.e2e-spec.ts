import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { template } from '../support/helm.js';
import { CHART, ROOT } from '../support/tools.js';
import { refusalOf } from './refusal.js';

const file = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const scenarios = readdirSync(join(ROOT, 'scenarios'));
const schema = JSON.parse(readFileSync(join(CHART, 'values.schema.json'), 'utf8')) as Record<string, unknown>;

const agent = (values: object) => ({ agent: values });

describe('values.schema.json', () => {
  it('has the draft that Helm reads, and refers to no other file', () => {
    expect(schema.$schema).toBe('http://json-schema.org/draft-07/schema#');
    expect(JSON.stringify(schema).match(/"\$ref":"[^"]*"/g)).toEqual(
      expect.not.arrayContaining([expect.not.stringContaining('"#/definitions/')]),
    );
  });

  it('accepts the defaults', async () => {
    const { code, stderr } = await template();

    expect([code, stderr]).toEqual([0, '']);
  });

  it.each<[what: string, values: object | string[]]>([
    ['a tag that --set reads as a number', ['--set', 'agent.image.tag=1.10']],
    ['a tag of digits as text', ['--set-string', 'agent.image.tag=20260102']],
    ['a sidecar as a boolean', ['--set', 'istio.sidecarInjection=true']],
    ['a sidecar as text', ['--set-string', 'istio.sidecarInjection=false']],
    ['a number of a setting', ['--set', 'agent.settings.CHART_MAX_PIXELS=8388608']],
    ['a number of a setting as text', ['--set-string', 'agent.settings.CHART_MAX_PIXELS=8388608']],
    ['a setting left empty', { metricsApi: { settings: { SEED: '' } } }],
    ['fewer probes', ['--set', 'agent.startupProbe=null,agent.livenessProbe=null']],
    ['no limits', agent({ resources: { limits: null } })],
    ['cores as a number', agent({ resources: { requests: { cpu: 1 }, limits: { cpu: 1.5 } } })],
    ['pull secrets by name', { global: { imagePullSecrets: ['a'] } }],
    ['pull secrets as Kubernetes objects', { global: { imagePullSecrets: [{ name: 'a' }] } }],
    ['a registry with a port and a path', { global: { imageRegistry: 'localhost:5000/team' } }],
    ['a repository with a registry', agent({ image: { repository: 'ghcr.io/a_b/c--d/agent' } })],
    ['global values of other charts', { global: { storageClass: 'fast', a: { b: 1 } } }],
    ['the condition of a parent chart', { enabled: true }],
    ['templates in lists', agent({ extraEnv: [{ name: 'A', value: '{{ .Release.Name }}' }] })],
    [
      'templates in a route',
      agent({ httpRoute: { parentRefs: [{ name: 'a', namespace: '{{ .Release.Namespace }}' }], rules: [] } }),
    ],
    ['objects as maps and as text', { extraObjects: [{ kind: 'ConfigMap' }, 'kind: {{ .Release.Name }}'] }],
    ['annotations and labels with other prefixes', agent({ podLabels: { 'team.example.com/a': 'b' } })],
    ['a port by name and by number', agent({ livenessProbe: { httpGet: { path: '/healthz', port: 8888 } } })],
    ['a scenario by name', { metricsApi: { scenario: 'online-shop' } }],
    ['no scenario', { metricsApi: { scenario: null } }],
  ])('accepts %s', async (_, values) => {
    expect(await refusalOf(values)).toEqual([]);
  });

  it.each(scenarios)('accepts %s as a map and as text', async (name) => {
    const text = file(`scenarios/${name}`);

    expect(await refusalOf({ metricsApi: { scenario: parse(text) as object } })).toEqual([]);
    expect(await refusalOf({ metricsApi: { scenario: text } })).toEqual([]);
  });
});
