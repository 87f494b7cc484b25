import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Registry } from 'prom-client';
import type { Telemetry } from '../platform/telemetry.js';
import { LongAnswers } from './long-answers.js';
import type { MetricsApiSettings } from './metrics-api.settings.js';

const MIB = 1024 * 1024;
const LIMIT = 48 * MIB;

function longAnswers(EXPORT_BUFFER_BYTES = LIMIT) {
  const registry = new Registry();
  const answers = new LongAnswers(
    { EXPORT_BUFFER_BYTES } as MetricsApiSettings,
    { registry } as unknown as Telemetry,
  );
  const heldBytes = async () => {
    const { values } = (await registry.getSingleMetric('admission_bytes')!.get()) as {
      values: { value: number }[];
    };
    return values[0]!.value;
  };
  return { tables: answers.tables, heldBytes };
}

describe('the memory for tables of long answers', () => {
  it('is never exhausted by tables, and returns completely', async () => {
    const wishes = fc.array(fc.integer({ min: 1, max: 64 * MIB }), { maxLength: 50 });
    await fc.assert(
      fc.asyncProperty(wishes, async (wanted) => {
        const { tables, heldBytes } = longAnswers();
        const taken = wanted.map((bytes) => tables.take(bytes));
        expect(await heldBytes()).toBeLessThan(LIMIT);
        for (const { giveBack } of taken) giveBack();
        expect(await heldBytes()).toBe(0);
      }),
    );
  });

  it('leaves megabytes for the next table while several large ones are in use', () => {
    const { tables } = longAnswers();
    const sizes = Array.from({ length: 7 }, () => tables.take(32 * MIB).bytes / MIB);

    expect(sizes[0]).toBeCloseTo(16);
    expect(Math.min(...sizes)).toBeGreaterThan(1);
  });

  it('is what a table needs, if that is little', () => {
    expect(longAnswers().tables.take(3 * MIB).bytes).toBe(3 * MIB);
  });

  it('is enough for a few rows, whatever the limit', () => {
    const { tables } = longAnswers(1024);

    expect([tables.take(MIB).bytes, tables.take(MIB).bytes]).toEqual([262_144, 262_144]);
  });
});
