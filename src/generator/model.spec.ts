import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createModel, callersFirst, CyclicCallsError } from './model.js';
import type { Application, Scenario } from './scenario.js';
import { pointAt } from './snapshot.js';
import { anyScenarioAndTick } from './testing/arbitraries.js';
import { application, incident, scenarioOf } from './testing/scenarios.js';

function calling(name: string, ...names: string[]): Application {
  const dependencies = names.map((callee) => {
    return { application: callee, callsPerRequest: 1, retries: 0, critical: true };
  });
  return application({ name, dependencies });
}

const names = (nodes: readonly { application: Application }[]) => nodes.map((node) => node.application.name);

/** The points of all applications as text, by name. */
function pointsOf(scenario: Scenario, tick: number): Map<string, string> {
  const model = createModel(scenario);
  return new Map(
    model.nodes.map((node) => [node.application.name, JSON.stringify(pointAt(model, node, tick))]),
  );
}

describe('a model', () => {
  it('keeps the order of the applications and finds them by name', () => {
    const model = createModel(scenarioOf([calling('b'), calling('c', 'b'), calling('a', 'c')]));

    expect(names(model.nodes)).toEqual(['b', 'c', 'a']);
    expect(model.nodeByName.get('c')).toBe(model.nodes[1]);
  });

  it('groups connected applications, callers first', () => {
    const model = createModel(
      scenarioOf([calling('x'), calling('c'), calling('b', 'c'), calling('a', 'c', 'b'), calling('y', 'x')]),
    );

    expect(model.groups.map(({ nodes }) => names(nodes)).sort()).toEqual([
      ['a', 'b', 'c'],
      ['y', 'x'],
    ]);
    for (const node of model.nodes) expect(node.group.nodes[node.index]).toBe(node);
  });

  it('knows both ends of each call', () => {
    const model = createModel(scenarioOf([calling('a', 'b', 'c'), calling('b', 'c'), calling('c')]));
    const [a, b, c] = model.nodes;

    expect(a!.calls.map(({ callee }) => callee)).toEqual([b, c]);
    expect(c!.calledBy.map(({ caller }) => caller)).toEqual([a, b]);
    expect(new Set([...a!.calls, ...b!.calls].map(({ key }) => key)).size).toBe(3);
  });

  it('sorts callers by name, so that the order of the file does not affect rounding', () => {
    const model = createModel(
      scenarioOf([calling('d'), calling('b', 'd'), calling('c', 'd'), calling('a', 'd')]),
    );

    expect(names(model.nodes[0]!.calledBy.map(({ caller }) => caller))).toEqual(['a', 'b', 'c']);
  });

  it('knows which incidents each application has', () => {
    const both = incident({ id: 'both', applications: ['a', 'b'] });
    const one = incident({ id: 'one', applications: ['b'] });
    const model = createModel(scenarioOf([calling('a'), calling('b')], [both, one]));

    expect(model.nodes.map(({ incidents }) => incidents)).toEqual([[both], [both, one]]);
  });

  it('knows whether any call in a group is retried', () => {
    const retrying = application({
      name: 'r',
      dependencies: [{ application: 'b', callsPerRequest: 1, retries: 1, critical: true }],
    });
    const model = createModel(scenarioOf([calling('a', 'b'), calling('b'), retrying, calling('x')]));

    expect(model.nodes.map(({ group }) => group.retries)).toEqual([true, true, true, false]);
  });

  it('supports chains of 200 calls', () => {
    const chain = Array.from({ length: 200 }, (_, index) => {
      return index === 199 ? calling('app-199') : calling(`app-${index}`, `app-${index + 1}`);
    });

    expect(createModel(scenarioOf(chain.reverse())).groups).toHaveLength(1);
  });
});

describe('a model of an invalid scenario', () => {
  it('is refused when its calls form a cycle', () => {
    expect(() => createModel(scenarioOf([calling('a', 'b'), calling('b', 'a')]))).toThrow(
      'Expected calls without a cycle but received a -> b -> a',
    );
  });

  it('is refused when a dependency names no application', () => {
    expect(() => createModel(scenarioOf([calling('a', 'nobody')]))).toThrow(
      new RangeError('Expected dependencies to name applications but received nobody'),
    );
  });

  it.each([-1, 0.5, 2 ** 32])('is refused for the seed %d', (seed) => {
    expect(() => createModel(scenarioOf([calling('a')], [], seed))).toThrow(RangeError);
  });
});

describe('the points of a model', () => {
  it('do not depend on the order of the applications', () => {
    fc.assert(
      fc.property(anyScenarioAndTick, fc.infiniteStream(fc.nat()), ({ scenario, tick }, chance) => {
        const order = scenario.applications.map((each) => [chance.next().value as number, each] as const);
        const applications = order.sort(([a], [b]) => a - b).map(([, each]) => each);
        const reordered = pointsOf({ ...scenario, applications }, tick);
        for (const [name, point] of pointsOf(scenario, tick)) expect(reordered.get(name)).toBe(point);
      }),
      { numRuns: 500 },
    );
  });

  it('do not depend on applications that are not connected', () => {
    const strangers = ['stranger', 'A', 'aa', 'b0'].map((name) => application({ name }));
    fc.assert(
      fc.property(anyScenarioAndTick, fc.nat(5), ({ scenario, tick }, place) => {
        const applications = scenario.applications.toSpliced(place, 0, ...strangers);
        const among = pointsOf({ ...scenario, applications }, tick);
        for (const [name, point] of pointsOf(scenario, tick)) expect(among.get(name)).toBe(point);
      }),
      { numRuns: 500 },
    );
  });

  it('depend on the name and the seed but not on the domain', () => {
    const here = [...pointsOf(scenarioOf([application()]), 5).values()];

    expect([...pointsOf(scenarioOf([application({ name: 'other' })]), 5).values()]).not.toEqual(here);
    expect([...pointsOf(scenarioOf([application()], [], 2), 5).values()]).not.toEqual(here);
    expect([...pointsOf(scenarioOf([application({ domain: 'other' })]), 5).values()]).toEqual(here);
  });
});

/** Who calls whom. */
type Calls = Readonly<Record<string, readonly string[]>>;

const ordered = (calls: Calls) =>
  callersFirst(
    Object.keys(calls),
    (caller) => calls[caller]!,
    (name) => name,
  );

describe('callersFirst', () => {
  it('puts callers before those that they call, for any input order', () => {
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
    // x is on the path but not part of the cycle.
    [{ a: ['x', 'b'], b: ['a'], x: [] }, ['a', 'b', 'a']],
  ])('refuses the cycle in %j and names it', (calls, cycle) => {
    expect(() => ordered(calls)).toThrow(CyclicCallsError);
    expect(() => ordered(calls)).toThrow(`Expected calls without a cycle but received ${cycle.join(' -> ')}`);
  });

  it('does not take two paths to one application for a cycle', () => {
    expect(ordered({ a: ['b', 'c'], b: ['d'], c: ['d'], d: [] })).toHaveLength(4);
  });
});
