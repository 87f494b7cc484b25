import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Nesting } from './nesting.js';

function insideOf(...pieces: readonly string[]) {
  const nesting = new Nesting();
  for (const piece of pieces) nesting.add(piece);
  return nesting.inside;
}

describe('Nesting', () => {
  it.each([
    ["{a:'b'}", undefined],
    ["{a:'b", 'quotes'],
    ['{a:"b\\"', 'quotes'],
    ['{a:"b\\\\"', 'brackets'],
    ['{a:`b', 'quotes'],
    ['{a:[1,2}', 'brackets'],
    ['{a:(1', 'brackets'],
    ["{a:'}'", 'brackets'],
    ["{a:'http://x'}", undefined],
    ["{a:1 // 'x\n}", undefined],
    ["{a:1 /* 'x", 'a comment'],
    ["{a:1 /* 'x */}", undefined],
    ['{a:1 /* // */}', undefined],
    ['', undefined],
    ['text', undefined],
  ])('of %j is inside %s', (text, inside) => {
    expect(insideOf(text)).toBe(inside);
  });

  it('is the same for a text in pieces', () => {
    const character = fc.constantFrom(...`{}[]()'"\\a`.split(''), '`');
    fc.assert(
      fc.property(fc.array(fc.string({ unit: character }), { maxLength: 8 }), (pieces) => {
        expect(insideOf(...pieces)).toBe(insideOf(pieces.join('')));
      }),
    );
  });

  it('of every JSON value is none, and that of each of its beginnings is some', () => {
    fc.assert(
      fc.property(fc.record({ a: fc.jsonValue(), b: fc.string() }), fc.nat(), (value, cut) => {
        const text = JSON.stringify(value);

        expect(insideOf(text)).toBeUndefined();
        expect(insideOf(text.slice(0, 1 + (cut % (text.length - 1))))).toBeDefined();
      }),
    );
  });
});
