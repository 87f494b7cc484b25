import { describe, expect, it } from '@jest/globals';
import { otherThanNested, refusalOf } from './refusal.js';

const agent = (values: object) => ({ agent: values });
const scenario = (changes: object) => ({
  metricsApi: {
    scenario: {
      name: 'mine',
      applications: [{ name: 'cart', domain: 'shop', latency: { serviceMs: 80 } }],
      ...changes,
    },
  },
});
const incident = (changes: object) =>
  scenario({ incidents: [{ id: 'a', kind: 'outage', start: '2026-01-02T10:00:00Z', ...changes }] });

const cases: [what: string, values: object, sentence: string][] = [
  [
    'a setting that has a value of its own',
    agent({ settings: { PORT: 1 } }),
    "at '/agent/settings': additional properties 'PORT' not allowed",
  ],
  [
    'a setting of the other service',
    { metricsApi: { settings: { RENDER_WORKERS: 1 } } },
    "at '/metricsApi/settings': additional properties 'RENDER_WORKERS' not allowed",
  ],
  [
    'a setting out of its range',
    agent({ settings: { RENDER_WORKERS: 257 } }),
    "at '/agent/settings/RENDER_WORKERS': maximum: got 257, want 256",
  ],
  [
    'a setting that is no number',
    agent({ settings: { RENDER_WORKERS: 'all' } }),
    "at '/agent/settings/RENDER_WORKERS': 'all' does not match pattern '^[0-9]*$'",
  ],
  [
    'a setting that is none of its words',
    { metricsApi: { settings: { FAULTS: 'maybe' } } },
    "at '/metricsApi/settings/FAULTS': value must be one of 'disabled', 'enabled'",
  ],
  [
    'a kind of service that is unknown',
    agent({ services: [{ name: 'a', kind: 'statsd', url: 'http://a' }] }),
    "at '/agent/services/0/kind': value must be one of 'app-monitor', 'exposition', 'prometheus'",
  ],
  [
    'a query where the kind has none',
    agent({ services: [{ name: 'a', kind: 'exposition', url: 'http://a', query: 'up' }] }),
    "at '/agent/services/0': additional properties 'query' not allowed",
  ],
  [
    'a typo in a scenario',
    scenario({ incident: [] }),
    "at '/metricsApi/scenario': additional properties 'incident' not allowed",
  ],
  [
    'a quantity of a scenario out of its range',
    scenario({ applications: [{ name: 'a', domain: 'b', latency: { serviceMs: 0 } }] }),
    "at '/metricsApi/scenario/applications/0/latency/serviceMs': minimum: got 0, want 0.001",
  ],
  [
    'a kind of incident that is unknown',
    incident({ kind: 'outtage' }),
    "at '/metricsApi/scenario/incidents/0/kind': value must be one of 'outage', 'brownout', 'error-burst'",
  ],
  [
    'an incident without what its kind needs',
    incident({ kind: 'brownout', duration: '5m' }),
    "at '/metricsApi/scenario/incidents/0': missing property 'latencyFactor'",
  ],
  [
    'a time that is none',
    incident({ start: 'yesterday', duration: '5m' }),
    "at '/metricsApi/scenario/incidents/0/start': 'yesterday' is not valid date-time",
  ],
];

describe('values.schema.json, by the schemas that the services check with', () => {
  it.each(cases)('refuses %s in one sentence that names it', async (_, values, sentence) => {
    const refusal = await refusalOf(values);

    expect(otherThanNested(refusal)).toEqual([expect.stringContaining(sentence)]);
  });
});
