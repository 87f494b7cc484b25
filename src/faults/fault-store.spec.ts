import { beforeEach, describe, expect, it } from '@jest/globals';
import { TooManyFaultsError, UnknownFaultError } from './faults.errors.js';
import { faultDefinitionSchema } from './fault.schema.js';
import { FaultStore } from './fault-store.js';

const START_MS = 1_000_000;
const tenSeconds = faultDefinitionSchema.parse({ kind: 'reset', ttlSeconds: 10 });
const aMinute = faultDefinitionSchema.parse({ kind: 'corrupt', ttlSeconds: 60 });

describe('FaultStore', () => {
  let nowMs = START_MS;
  let store: FaultStore;

  beforeEach(() => {
    nowMs = START_MS;
    store = new FaultStore({ nowMs: () => nowMs });
  });

  const ids = () => store.list().map(({ id }) => id);

  it('lists faults by id, in whatever order they were put', () => {
    for (const id of ['b', 'a10', 'C', 'a1']) store.put(id, aMinute);

    expect(ids()).toEqual(['C', 'a1', 'a10', 'b']);
  });

  it('forgets a fault at the end of its time to live, and not a millisecond before', () => {
    store.put('short', tenSeconds);
    store.put('long', aMinute);

    nowMs = START_MS + 9_999;
    expect(ids()).toEqual(['long', 'short']);
    nowMs = START_MS + 10_000;
    expect(() => store.get('short')).toThrow(UnknownFaultError);
    expect(() => store.remove('short')).toThrow('No fault is named short; it may have expired');
    expect(ids()).toEqual(['long']);
  });

  it('replaces a fault of the same id, with a new time to live and new counts', () => {
    expect(store.put('drill', tenSeconds).isNew).toBe(true);
    store.get('drill').draw();
    nowMs = START_MS + 5_000;

    expect(store.put('drill', aMinute).isNew).toBe(false);
    expect(store.get('drill').view()).toMatchObject({ kind: 'corrupt', matched: 0 });
    nowMs = START_MS + 64_999;
    expect(ids()).toEqual(['drill']);
  });

  it('takes an id anew once its fault has expired', () => {
    store.put('drill', tenSeconds);
    nowMs = START_MS + 10_000;

    expect(store.put('drill', tenSeconds).isNew).toBe(true);
  });

  it('holds 100 faults and refuses one more, until one is replaced, deleted or expired', () => {
    store.put('0', tenSeconds);
    for (let index = 1; index < 100; index += 1) store.put(String(index), aMinute);

    expect(() => store.put('one more', aMinute)).toThrow(TooManyFaultsError);
    expect(store.put('1', aMinute).isNew).toBe(false);
    store.remove('1');
    store.put('one more', aMinute);
    expect(() => store.put('two more', aMinute)).toThrow('Expected at most 100 faults at a time');
    nowMs = START_MS + 10_000;
    expect(store.put('two more', aMinute).isNew).toBe(true);
  });
});
