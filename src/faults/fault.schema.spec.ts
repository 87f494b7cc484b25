import { describe, expect, it } from '@jest/globals';
import { faultDefinitionSchema, faultIdSchema } from './fault.schema.js';

/** The error sentences for a definition, by field. */
function refusals(definition: unknown): Record<string, string> {
  const issues = faultDefinitionSchema.safeParse(definition).error?.issues ?? [];
  return Object.fromEntries(issues.map(({ path, message }) => [path.join('.'), message]));
}

describe('faultDefinitionSchema', () => {
  it('defaults to every matching request, for five minutes', () => {
    expect(faultDefinitionSchema.parse({ kind: 'latency', latencyMs: 20 })).toEqual({
      kind: 'latency',
      latencyMs: 20,
      ratio: 1,
      scope: {},
      ttlSeconds: 300,
      seed: 1,
    });
  });

  it.each([
    [{}, 'kind', 'Expected kind to be one of latency, status, reset, corrupt but received nothing'],
    [
      { kind: 'late' },
      'kind',
      'Expected kind to be one of latency, status, reset, corrupt but received "late"',
    ],
    [null, '', 'Expected the fault to be an object but received null'],
    [[], '', 'Expected the fault to be an object but received []'],
    [
      { kind: 'latency' },
      'latencyMs',
      'Expected latencyMs to be an integer between 1 and 600000 but received nothing',
    ],
    [
      { kind: 'status', status: 302 },
      'status',
      'Expected status to be an integer between 400 and 599 but received 302',
    ],
    [{ kind: 'reset', ratio: 1.5 }, 'ratio', 'Expected ratio to be between 0 and 1 but received 1.5'],
    [{ kind: 'reset', ratio: '1' }, 'ratio', 'Expected ratio to be a number but received "1"'],
    [
      { kind: 'reset', seed: 2 ** 32 },
      'seed',
      'Expected seed to be an integer between 0 and 4294967295 but received 4294967296',
    ],
    [
      { kind: 'reset', ttlSeconds: 86_401 },
      'ttlSeconds',
      'Expected ttlSeconds to be an integer between 1 and 86400 but received 86401',
    ],
    [
      { kind: 'reset', scope: { route: 'metrics' } },
      'scope.route',
      'Expected scope.route to be a route pattern such as /metrics/:appname but received "metrics"',
    ],
    [
      { kind: 'reset', scope: { replica: '' } },
      'scope.replica',
      'Expected scope.replica to be the HOSTNAME of a replica, 1 to 253 characters but received ""',
    ],
    [
      { kind: 'reset', scope: { host: 'a' } },
      'scope',
      'Expected scope to be an object of route, application and replica but received "host" as well',
    ],
    [
      { kind: 'reset', latencyMs: 5 },
      '',
      'Expected the fault to be an object of kind, ratio, scope, ttlSeconds and seed but received "latencyMs" as well',
    ],
  ])('refuses %j, naming %s', (definition, field, sentence) => {
    expect(refusals(definition)).toEqual({ [field]: sentence });
  });

  it('truncates a long value in its sentence', () => {
    const [sentence] = Object.values(refusals({ kind: 'x'.repeat(100_000) }));

    expect(sentence!.length).toBeLessThan(200);
  });
});

describe('faultIdSchema', () => {
  it.each(['a', 'slow-metrics', 'Drill_2.1', '7', 'x'.repeat(64)])('accepts %s', (id) => {
    expect(faultIdSchema.parse({ id })).toEqual({ id });
  });

  it.each(['', '-a', '.', '..', 'a b', 'a/b', 'ä', 'x'.repeat(65)])('refuses "%s"', (id) => {
    const { issues } = faultIdSchema.safeParse({ id }).error!;

    expect(issues.map(({ path, message }) => [path.join('.'), message])).toEqual([
      [
        'id',
        `Expected id to be at most 64 letters, digits and ._-, a letter or digit first but received ${shown(id)}`,
      ],
    ]);
  });
});

function shown(id: string): string {
  return id.length > 64 ? `"${'x'.repeat(59)}…` : JSON.stringify(id);
}
