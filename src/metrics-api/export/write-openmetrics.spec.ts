import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { tickAt } from '../../contract/tick.js';
import { createModel } from '../../generator/model.js';
import { readScenarioFile } from '../../scenario/read-scenario.js';
import { shippedScenarioPath } from '../../scenario/scenario-source.js';
import { writeOpenMetrics } from './write-openmetrics.js';

const model = createModel(readScenarioFile(shippedScenarioPath('online-shop')).scenario);
const nodes = model.nodes.slice(0, 2);
const fromTick = tickAt(Date.UTC(2026, 0, 8, 0, 0, 20));
const span = { fromTick, toTick: fromTick + 30, stepTicks: 5, aggregation: undefined };

describe('an export as OpenMetrics', () => {
  it('has the same text, whatever memory its tables get', () => {
    const whole = [...writeOpenMetrics(model, nodes, span)].join('');
    const sizes = fc.array(fc.integer({ min: 8, max: 20_000 }), { minLength: 1, maxLength: 100 });
    fc.assert(
      fc.property(sizes, (bytes) => {
        let taken = 0;
        let held = 0;
        const take = () => {
          held += 1;
          return { bytes: bytes[taken++ % bytes.length]!, giveBack: () => (held -= 1) };
        };
        const text = [...writeOpenMetrics(model, nodes, span, { take })].join('');
        return text === whole && held === 0;
      }),
      { numRuns: 10 },
    );
  });

  it('gives the memory back when it is not read completely', () => {
    const held = new Set<object>();
    const take = (bytes: number) => {
      const table = { bytes, giveBack: () => held.delete(table) };
      held.add(table);
      return table;
    };
    const pieces = writeOpenMetrics(model, nodes, span, { take });
    pieces.next();
    expect(held.size).toBe(1);
    pieces.return(undefined);

    expect(held.size).toBe(0);
  });
});
