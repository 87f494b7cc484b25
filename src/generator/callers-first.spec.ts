import { describe, expect, it } from '@jest/globals';
import { callersFirst, CyclicCallsError } from './model.js';

/** Who calls whom. */
type Calls = Readonly<Record<string, readonly string[]>>;

const ordered = (calls: Calls) =>
  callersFirst(
    Object.keys(calls),
    (caller) => calls[caller]!,
    (name) => name,
  );

describe('callers first', () => {
  it('puts each before all that it calls, in whatever order they are listed', () => {
    const graphs: Calls[] = [
      { d: [], c: ['d'], b: ['d'], a: ['b', 'c'] },
      { a: ['b', 'c'], b: ['d'], c: ['d'], d: [] },
      { c: ['d'], a: ['b', 'c'], d: [], b: ['d'], alone: [] },
    ];
    for (const calls of graphs) {
      const order = ordered(calls);
      expect(order.toSorted()).toEqual(Object.keys(calls).sort());
      for (const [caller, callees] of Object.entries(calls)) {
        for (const callee of callees) expect(order.indexOf(caller)).toBeLessThan(order.indexOf(callee));
      }
    }
  });

  it.each<[Calls, string[]]>([
    [{ a: ['b'], b: ['c'], c: ['a'] }, ['a', 'b', 'c', 'a']],
    [{ x: ['a'], a: ['b'], b: ['a'] }, ['a', 'b', 'a']],
    [{ a: ['a'] }, ['a', 'a']],
    // x is called on the way, and has no part in the circle.
    [{ a: ['x', 'b'], b: ['a'], x: [] }, ['a', 'b', 'a']],
  ])('refuses the circle in %j by the names in it', (calls, circle) => {
    expect(() => ordered(calls)).toThrow(CyclicCallsError);
    expect(() => ordered(calls)).toThrow(
      `Expected calls without a circle but received ${circle.join(' -> ')}`,
    );
  });

  it('takes two ways to the same one for no circle', () => {
    expect(ordered({ a: ['b', 'c'], b: ['d'], c: ['d'], d: [] })).toHaveLength(4);
  });
});
