import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Fault } from './fault.js';
import { faultDefinitionSchema } from './fault.schema.js';

const DRAWS = 10_000;

function faultOf(id: string, wish: { ratio?: number; seed?: number; ttlSeconds?: number }): Fault {
  return new Fault(id, faultDefinitionSchema.parse({ kind: 'reset', ...wish }), 0);
}

function draws(fault: Fault, count: number): boolean[] {
  return Array.from({ length: count }, () => fault.draw());
}

describe('Fault', () => {
  it('hits the same requests again: those that it hit when it was first released', () => {
    const hits = draws(faultOf('drill', { ratio: 0.5, seed: 7 }), 24).map(Number);

    expect(hits.join('')).toBe('001101011110011011010111');
  });

  it('hits the same requests for equal seed, id and ratio, whatever these are', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (id, seed, ratio) => {
        const [one, other] = [faultOf(id, { seed, ratio }), faultOf(id, { seed, ratio })];
        expect(draws(one, 50)).toEqual(draws(other, 50));
      }),
    );
  });

  it.each([
    ['seed', faultOf('drill', { ratio: 0.5, seed: 2 })],
    ['id', faultOf('another', { ratio: 0.5, seed: 1 })],
  ])('hits others for another %s', (_what, other) => {
    expect(draws(faultOf('drill', { ratio: 0.5, seed: 1 }), 100)).not.toEqual(draws(other, 100));
  });

  it('hits every request at ratio 1, and none at ratio 0', () => {
    expect(draws(faultOf('all', { ratio: 1 }), DRAWS)).not.toContain(false);
    expect(draws(faultOf('none', { ratio: 0 }), DRAWS)).not.toContain(true);
  });

  it.each([0.01, 0.1, 0.5, 0.9])('hits about the share %d of many requests', (ratio) => {
    const share = draws(faultOf('drill', { ratio }), DRAWS).filter(Boolean).length / DRAWS;

    // Six standard deviations of a binomial share; the draws are fixed, so this passes always or never.
    expect(Math.abs(share - ratio)).toBeLessThan(6 * Math.sqrt((ratio * (1 - ratio)) / DRAWS));
  });

  it('tells when it was put, when it ends, and what became of it', () => {
    const fault = faultOf('drill', { ttlSeconds: 90, ratio: 1 });
    draws(fault, 3);
    fault.noteApplied();

    expect(fault.view()).toEqual({
      id: 'drill',
      kind: 'reset',
      ratio: 1,
      scope: {},
      ttlSeconds: 90,
      seed: 1,
      createdAt: '1970-01-01T00:00:00.000Z',
      expiresAt: '1970-01-01T00:01:30.000Z',
      matched: 3,
      applied: 1,
    });
  });
});
