import { describe, expect, it } from '@jest/globals';
import { ByteRoom } from './byte-room.js';

describe('a room of bytes', () => {
  it('has room up to its limit, and again when bytes are given back', () => {
    const room = new ByteRoom(10);
    room.take(6);
    expect([room.has(4), room.has(5)]).toEqual([true, false]);

    room.take(4);
    expect([room.taken, room.has(1)]).toEqual([10, false]);
    room.giveBack(6);
    expect([room.has(6), room.has(7)]).toEqual([true, false]);
  });

  it('has room for one that is beyond the limit while nobody else holds any', () => {
    const room = new ByteRoom(10);
    expect(room.has(11)).toBe(true);

    room.take(1);
    expect(room.has(11)).toBe(false);
  });
});
