import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { appMetricsSchema } from '../../contract/app-metrics.schema.js';
import { pointAt } from '../../generator/snapshot.js';
import { createModel } from '../../generator/model.js';
import { application, scenarioOf } from '../../generator/testing/scenarios.js';
import { appMetricsRecord } from './legacy.service.js';
import { legacyJson } from './legacy.filter.js';

describe('appMetricsRecord', () => {
  it('matches the contract and has numbers that agree with each other, for any seed, name and time', () => {
    fc.assert(
      fc.property(
        fc.nat(0xffff_ffff),
        fc.string({ minLength: 1, maxLength: 40 }),
        fc.integer({ min: -1e10, max: 1e10 }),
        (seed, name, tick) => {
          const model = createModel(scenarioOf([application({ name })], [], seed));
          const node = model.nodes[0]!;
          const record = appMetricsRecord(node.application, pointAt(model, node, tick), 'host');
          const index = appMetricsSchema.parse(record).performance_index;

          expect(index.failAmount).toBeLessThanOrEqual(index.accessAmount);
          expect(index.failRatio).toBe(index.accessAmount === 0 ? 0 : index.failAmount / index.accessAmount);
          expect(index.minLatency).toBeLessThanOrEqual(index.avgLatency);
          // Little's law, with half a millisecond of rounding in the mean latency.
          const mean = (index.accessAmount * (index.avgLatency - 0.5)) / 1000;
          expect(index.maxConcurrent).toBeGreaterThanOrEqual(Math.floor(mean));
        },
      ),
      { numRuns: 10_000 },
    );
  });
});

describe('legacyJson', () => {
  it('writes the format of the original services', () => {
    expect(legacyJson({ a: { b: 1 } })).toBe('{\n  "a": {\n    "b": 1\n  }\n}\n');
  });
});
