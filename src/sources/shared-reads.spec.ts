import { describe, expect, it } from '@jest/globals';
import { SharedReads, type Sharing } from './resilient.source.js';

function counted() {
  const sharings: Sharing[] = [];
  const reads = new SharedReads<number>((sharing) => sharings.push(sharing));
  let made = 0;
  return { reads, sharings, read: () => Promise.resolve((made += 1)) };
}

describe('SharedReads', () => {
  it('answers equal questions with the read that is under way, and others with their own', async () => {
    const { reads, sharings, read } = counted();
    const answers = await Promise.all([
      reads.get('a', 0, 1000, read),
      reads.get('a', 0, 1000, read),
      reads.get('b', 0, 1000, read),
    ]);

    expect(answers).toEqual([1, 1, 2]);
    expect(sharings).toEqual(['under_way']);
  });

  it('answers from memory until the tick ends, and not at its end', async () => {
    const { reads, sharings, read } = counted();

    expect(await reads.get('a', 0, 1000, read)).toBe(1);
    expect(await reads.get('a', 999, 1000, read)).toBe(1);
    expect(await reads.get('a', 1000, 2000, read)).toBe(2);
    expect(sharings).toEqual(['same_tick']);
  });

  it('shares a failure with those who wait for it, and remembers none', async () => {
    const { reads, read } = counted();
    const fail = () => Promise.reject(new Error('away'));
    const both = await Promise.allSettled([reads.get('a', 0, 1000, fail), reads.get('a', 0, 1000, read)]);

    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await reads.get('a', 0, 1000, read)).toBe(1);
  });

  it('forgets the oldest of a hundred', async () => {
    const { reads, read } = counted();
    for (let question = 0; question <= 100; question += 1) await reads.get(String(question), 0, 1000, read);

    expect(await reads.get('100', 0, 1000, read)).toBe(101);
    expect(await reads.get('0', 0, 1000, read)).toBe(102);
  });
});
