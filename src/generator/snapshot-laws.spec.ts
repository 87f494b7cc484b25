import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { groupAt, pointAt } from './snapshot.js';
import { createModel, type Model } from './model.js';
import { pointOf } from './service-point.js';
import { anyScenarioAndTick } from './testing/arbitraries.js';
import { brokenLaws } from './testing/point-laws.js';
import { application, incident, scenarioOf, TEST_APP } from './testing/scenarios.js';
import { arrivalsIn, MAX_RATE_PER_SECOND } from './traffic.js';

const START = 1_763_769_600;
const QUICK_LOOK = { numRuns: 300 };

/** The laws that any of several consecutive points breaks. */
function brokenIn(model: Model, ticks: number): string[] {
  const broken = new Set<string>();
  for (let tick = START; tick < START + ticks; tick += 1) {
    for (const group of model.groups) {
      for (const state of groupAt(model, group, tick))
        brokenLaws(pointOf(state, tick)).forEach((law) => broken.add(law));
    }
  }
  return [...broken];
}

function calling(name: string, ...names: string[]) {
  return application({
    name,
    capacity: { servers: 10, queue: 20 },
    failures: { clientErrorRatio: 0.02, serverErrorRatio: 0.01, noise: TEST_APP.failures.noise },
    latency: { serviceMs: 60, logSigma: 0.8, timeoutMs: 400, noise: TEST_APP.latency.noise },
    traffic: { ...TEST_APP.traffic, ratePerSecond: names.length > 0 ? 60 : 20 },
    dependencies: names.map((callee) => {
      return { application: callee, callsPerRequest: 1.2, retries: 2, critical: true };
    }),
  });
}

describe('the points of any scenario', () => {
  it('agree with each other', () => {
    fc.assert(
      fc.property(anyScenarioAndTick, ({ scenario, tick }) => {
        const model = createModel(scenario);
        for (const node of model.nodes) expect(brokenLaws(pointAt(model, node, tick))).toEqual([]);
      }),
      { numRuns: 1500 },
    );
  });

  it('lose no request: an application receives those from outside and every attempt of its callers', () => {
    fc.assert(
      fc.property(anyScenarioAndTick, ({ scenario, tick }) => {
        const model = createModel(scenario);
        for (const group of model.groups) {
          const states = groupAt(model, group, tick);
          for (const { node, requests, externalRatePerSecond } of states) {
            const attempts = node.calledBy.map((edge) => {
              return states[edge.caller.index]!.calls[edge.caller.calls.indexOf(edge)]!.attempts;
            });
            const external = arrivalsIn(externalRatePerSecond, node.key, tick);
            expect(requests).toBe(attempts.reduce((sum, more) => sum + more, external));
          }
        }
      }),
      QUICK_LOOK,
    );
  });

  it('do not depend on the order in which they are computed', () => {
    fc.assert(
      fc.property(anyScenarioAndTick, ({ scenario, tick }) => {
        const [model, again] = [createModel(scenario), createModel(structuredClone(scenario))];
        const forwards = model.nodes.map((node) => [
          pointAt(model, node, tick),
          pointAt(model, node, tick + 1),
        ]);
        const backwards = again.nodes.toReversed().map((node) => {
          const after = pointAt(again, node, tick + 1);
          return [pointAt(again, node, tick), after];
        });
        expect(backwards.reverse()).toEqual(forwards);
      }),
      QUICK_LOOK,
    );
  });

  it.each([1, 2])('agree over 5,000 ticks of the default application with seed %d', (seed) => {
    expect(brokenIn(createModel(scenarioOf([TEST_APP], [], seed)), 5000)).toEqual([]);
  });

  it.each([1, 2])('agree over 1,250 ticks of failing services with seed %d', (seed) => {
    const incidents = [
      incident({
        effect: { kind: 'slow-leak', periodSeconds: 300, latencyFactor: 20, restartSeconds: 6 },
        applications: ['db'],
        startTick: START,
        durationSeconds: Infinity,
      }),
      incident({
        id: 'canary',
        effect: { kind: 'canary', share: 0.1, latencyFactor: 3, errorRatio: 0.1 },
        applications: ['web'],
        startTick: START,
        durationSeconds: 250,
        repeat: { everySeconds: 500 },
      }),
    ];
    const shop = [
      calling('web', 'cart', 'db'),
      calling('cart', 'db'),
      calling('search', 'db'),
      calling('db'),
    ];

    expect(brokenIn(createModel(scenarioOf(shop, incidents, seed)), 1250)).toEqual([]);
  });
});

describe('the points of an extreme scenario', () => {
  it.each([
    ['without limits', undefined],
    ['with a thousand servers each', { servers: 1000, queue: 100 }],
  ])(
    'stay numbers along a chain of 200 applications that call each other a hundred times, %s',
    (_, capacity) => {
      const chain = Array.from({ length: 200 }, (_application, index) => {
        const next = { application: `app-${index + 1}`, callsPerRequest: 100, retries: 10, critical: true };
        return application({
          name: `app-${index}`,
          dependencies: index === 199 ? [] : [next],
          failures: { ...TEST_APP.failures, serverErrorRatio: 0.5 },
          capacity,
        });
      });

      expect(brokenIn(createModel(scenarioOf(chain)), 3)).toEqual([]);
    },
  );

  it('stay finite in an extreme surge', () => {
    const surge = incident({ effect: { kind: 'traffic-surge', trafficFactor: 1e15 }, startTick: START });
    const model = createModel(scenarioOf([application()], [surge]));

    expect(brokenIn(model, 3)).toEqual([]);
    expect(pointAt(model, model.nodes[0]!, START).ratePerSecond).toBe(MAX_RATE_PER_SECOND);
  });

  it.each([
    ['a hundred thousand requests a second', { ...TEST_APP.traffic, ratePerSecond: 1e5 }, 0.5],
    ['no width', TEST_APP.traffic, 0],
    ['a width of three', TEST_APP.traffic, 3],
  ])('agree with each other with %s', (_, traffic, logSigma) => {
    const latency = { ...TEST_APP.latency, serviceMs: 9, logSigma };
    const failing = { clientErrorRatio: 0, serverErrorRatio: 1, noise: TEST_APP.failures.noise };
    const extreme = { traffic, latency, capacity: { servers: 1000, queue: 10_000 }, failures: failing };

    expect(brokenIn(createModel(scenarioOf([application(extreme)])), 500)).toEqual([]);
  });
});
