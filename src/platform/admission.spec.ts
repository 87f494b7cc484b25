import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { AsyncLocalStorage } from 'node:async_hooks';
import fc from 'fast-check';
import { Registry } from 'prom-client';
import { Admission, type AdmissionLimits, observeAdmission } from './admission.js';

const gateWith = (limits: AdmissionLimits) => new Admission('test', limits, (reason) => new Error(reason));

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick', 'performance'] });
});
afterEach(() => {
  jest.useRealTimers();
});

/** Lets everything that is ready run. */
const settle = () => jest.advanceTimersByTimeAsync(0);

/** A gate under `run`, and for each task of it the state that the gate has put it in. */
function tasksOf(gate: Admission) {
  const states: string[] = [];
  const ends: ((fails: boolean) => void)[] = [];
  const begun: number[] = [];
  return {
    states,
    begun,
    /** Tasks of this state, by number, in the order of their arrival. */
    numbered: (state: string) => states.flatMap((each, number) => (each === state ? [number] : [])),
    arrive() {
      const number = states.push('waiting') - 1;
      const task = () => {
        begun.push(number);
        states[number] = 'running';
        return new Promise<void>((resolve, reject) => {
          ends[number] = (fails) => (fails ? reject(new Error('failed')) : resolve());
        });
      };
      gate.run(task).then(
        () => (states[number] = 'done'),
        ({ message }: Error) => (states[number] = message),
      );
    },
    end: (number: number, fails: boolean) => ends[number]!(fails),
  };
}

describe('an admission gate with a queue', () => {
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.constant({ arrives: true as const }) },
    { weight: 3, arbitrary: fc.record({ ends: fc.nat(), fails: fc.boolean() }) },
    { weight: 2, arbitrary: fc.record({ passesMs: fc.integer({ min: 1, max: 60 }) }) },
  );

  it('agrees with a model of slots, queue positions and deadlines after every step', async () => {
    const property = fc.asyncProperty(
      fc.record({ count: fc.integer({ min: 1, max: 4 }), waiting: fc.nat(4), waitMs: fc.constant(50) }),
      fc.array(step, { maxLength: 40 }),
      async (limits, steps) => {
        const gate = gateWith(limits);
        const tasks = tasksOf(gate);
        const model: { state: string; deadline: number }[] = [];
        const modelled = (state: string) => model.filter((task) => task.state === state);
        let now = 0;

        for (const action of steps) {
          if ('arrives' in action) {
            tasks.arrive();
            const isFull =
              modelled('running').length + modelled('waiting').length >= limits.count + limits.waiting;
            model.push({ state: isFull ? 'full' : 'waiting', deadline: now + limits.waitMs });
          } else if ('passesMs' in action) {
            await jest.advanceTimersByTimeAsync(action.passesMs);
            now += action.passesMs;
            for (const task of modelled('waiting')) if (task.deadline <= now) task.state = 'timeout';
          } else {
            const running = tasks.numbered('running');
            if (running.length === 0) continue;
            const number = running[action.ends % running.length]!;
            tasks.end(number, action.fails);
            model[number]!.state = action.fails ? 'failed' : 'done';
          }
          // First come, first served.
          while (modelled('running').length < limits.count && modelled('waiting').length > 0) {
            modelled('waiting')[0]!.state = 'running';
          }
          await settle();
          expect(tasks.states).toEqual(model.map(({ state }) => state));
          expect([gate.inUse, gate.waiting]).toEqual([
            modelled('running').length,
            modelled('waiting').length,
          ]);
        }
        expect(tasks.begun).toEqual([...tasks.begun].sort((one, other) => one - other));
        const refusals = { full: modelled('full').length, bytes: 0, timeout: modelled('timeout').length };
        expect(gate.refused).toEqual(refusals);
      },
    );
    await fc.assert(property);
  });

  it('starts a task at once where a slot is free', () => {
    const gate = gateWith({ count: 1, waiting: 1 });
    const tasks = tasksOf(gate);
    tasks.arrive();
    tasks.arrive();

    expect([tasks.states, gate.inUse, gate.waiting]).toEqual([['running', 'waiting'], 1, 1]);
  });

  it('does not limit how long a task runs', async () => {
    const gate = gateWith({ count: 1, waiting: 1, waitMs: 10 });
    const tasks = tasksOf(gate);
    tasks.arrive();
    await jest.advanceTimersByTimeAsync(1000);
    tasks.end(0, false);
    await settle();

    expect(tasks.states).toEqual(['done']);
  });

  it('gives the slot back when a task throws before it returns a promise', async () => {
    const gate = gateWith({ count: 1 });
    const thrown = gate.run(() => {
      throw new Error('at once');
    });

    await expect(thrown).rejects.toThrow('at once');
    await expect(gate.run(() => Promise.resolve('next'))).resolves.toBe('next');
    expect(gate.inUse).toBe(0);
  });

  it('runs a task in the context of its caller', async () => {
    const gate = gateWith({ count: 1 });
    const callers = new AsyncLocalStorage<string>();
    const seen: (string | undefined)[] = [];
    const task = async () => {
      await Promise.resolve();
      seen.push(callers.getStore());
    };
    await Promise.all([
      callers.run('first', () => gate.run(task)),
      callers.run('second', () => gate.run(task)),
    ]);

    expect(seen).toEqual(['first', 'second']);
  });

  it('is idle once nothing runs or waits', async () => {
    const gate = gateWith({ count: 1 });
    const tasks = tasksOf(gate);
    tasks.arrive();
    tasks.arrive();
    let idle = false;
    void gate.idle().then(() => (idle = true));

    tasks.end(0, false);
    await settle();
    expect(idle).toBe(false);
    tasks.end(1, true);
    await settle();
    expect(idle).toBe(true);
  });
});

describe('an admission gate without a queue', () => {
  const caller = fc.record({ bytes: fc.nat(120), leaves: fc.nat() });

  it('admits callers within its slots and bytes, and frees both when the callers leave', () => {
    const property = fc.property(fc.array(caller), fc.integer({ min: 1, max: 5 }), (callers, count) => {
      const gate = gateWith({ count, bytes: 100 });
      const inside: { leave: () => void; bytes: number }[] = [];
      const held = () => inside.reduce((sum, { bytes }) => sum + bytes, 0);

      for (const { bytes, leaves } of callers) {
        const reason =
          inside.length >= count ? 'full' : held() > 0 && held() + bytes > 100 ? 'bytes' : undefined;
        if (reason === undefined) inside.push({ leave: gate.enter(bytes), bytes });
        else expect(() => gate.enter(bytes)).toThrow(reason);
        const [gone] = leaves % 3 === 0 ? inside.splice(leaves % Math.max(1, inside.length), 1) : [];
        gone?.leave();
        gone?.leave();
        expect([gate.inUse, gate.bytes]).toEqual([inside.length, held()]);
      }
      for (const { leave } of inside) leave();
      expect([gate.inUse, gate.bytes]).toEqual([0, 0]);
    });
    fc.assert(property);
  });

  it('admits up to its byte limit, and again once bytes are released', () => {
    const gate = gateWith({ bytes: 10 });
    const leave = gate.enter(6);
    expect(() => gate.refuseWhenFull(4)).not.toThrow();
    expect(() => gate.refuseWhenFull(5)).toThrow('bytes');

    gate.enter(4);
    expect(gate.bytes).toBe(10);
    expect(() => gate.refuseWhenFull(1)).toThrow('bytes');
    leave();
    expect(() => gate.refuseWhenFull(6)).not.toThrow();
    expect(() => gate.refuseWhenFull(7)).toThrow('bytes');
  });

  it('admits one caller beyond the byte limit while no other holds any', () => {
    const gate = gateWith({ bytes: 10 });
    expect(() => gate.refuseWhenFull(11)).not.toThrow();

    gate.enter(1);
    expect(() => gate.refuseWhenFull(11)).toThrow('bytes');
  });
});

describe('the admission metrics', () => {
  it('show each gate under its name, for the limits that it has', async () => {
    const registry = new Registry();
    const slots = new Admission('slots', { count: 1, waiting: 1, waitMs: 5 }, (reason) => new Error(reason));
    const bytes = new Admission('bytes', { bytes: 10 }, (reason) => new Error(reason));
    observeAdmission(registry, slots);
    observeAdmission(registry, bytes);
    bytes.enter(7);
    expect(() => bytes.enter(7)).toThrow('bytes');
    const tasks = tasksOf(slots);
    tasks.arrive();
    tasks.arrive();
    tasks.arrive();

    const samples = (await registry.metrics()).split('\n').filter((line) => line.startsWith('admission_'));
    expect(samples).toEqual([
      'admission_in_use{gate="slots"} 1',
      'admission_waiting{gate="slots"} 1',
      'admission_bytes{gate="bytes"} 7',
      'admission_refused_total{gate="slots",reason="full"} 1',
      'admission_refused_total{gate="slots",reason="timeout"} 0',
      'admission_refused_total{gate="bytes",reason="bytes"} 1',
    ]);
    await jest.advanceTimersByTimeAsync(5);
    expect(await registry.metrics()).toContain('admission_refused_total{gate="slots",reason="timeout"} 1');
  });

  it('add up what gates of one name have', async () => {
    const registry = new Registry();
    const gates = [gateWith({ count: 2 }), gateWith({ count: 2 })];
    observeAdmission(registry, ...gates);
    for (const gate of gates) gate.enter();

    expect(await registry.metrics()).toContain('admission_in_use{gate="test"} 2');
    expect(await registry.metrics()).toContain('admission_in_use{gate="test"} 2');
  });
});
