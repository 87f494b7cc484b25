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

  it('lists faults by id, regardless of the order in which they were set', () => {
    for (const id of ['b', 'a10', 'C', 'a1']) store.put(id, aMinute);

    expect(ids()).toEqual(['C', 'a1', 'a10', 'b']);
  });

  it('drops a fault exactly at the end of its time to live', () => {
    store.put('short', tenSeconds);
    store.put('long', aMinute);

    nowMs = START_MS + 9_999;
    expect(ids()).toEqual(['long', 'short']);
    nowMs = START_MS + 10_000;
    expect(() => store.get('short')).toThrow(UnknownFaultError);
    expect(() => store.remove('short')).toThrow('No fault named "short"; it may have expired');
    expect(ids()).toEqual(['long']);
  });

  it('replaces a fault with the same id, its time to live and its counts', () => {
    expect(store.put('drill', tenSeconds).isNew).toBe(true);
    store.get('drill').affectsNext();
    nowMs = START_MS + 5_000;

    expect(store.put('drill', aMinute).isNew).toBe(false);
    expect(store.get('drill').view()).toMatchObject({ kind: 'corrupt', matched: 0 });
    nowMs = START_MS + 64_999;
    expect(ids()).toEqual(['drill']);
  });

  it('accepts an id again once its fault has expired', () => {
    store.put('drill', tenSeconds);
    nowMs = START_MS + 10_000;

    expect(store.put('drill', tenSeconds).isNew).toBe(true);
  });

  it('holds at most 100 faults until one is deleted or expires', () => {
    store.put('0', tenSeconds);
    for (let index = 1; index < 100; index += 1) store.put(String(index), aMinute);

    expect(() => store.put('one more', aMinute)).toThrow(TooManyFaultsError);
    expect(store.put('1', aMinute).isNew).toBe(false);
    store.remove('1');
    store.put('one more', aMinute);
    expect(() => store.put('two more', aMinute)).toThrow('The limit of 100 faults is reached');
    nowMs = START_MS + 10_000;
    expect(store.put('two more', aMinute).isNew).toBe(true);
  });
});
