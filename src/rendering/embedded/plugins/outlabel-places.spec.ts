import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Box, type Spoke, placeBoxes } from './outlabel-places.js';

const picture = { width: 500, height: 300 };

/** Spokes around a circle in the middle of the picture. */
function spokes(angles: readonly number[], width = 40, height = 14): Spoke[] {
  return angles.map((angle) => ({ x: 250, y: 150, angle, fromPx: 60, toPx: 90, width, height }));
}

function overlap(a: Box, b: Box): boolean {
  return (
    a.left < b.left + b.width &&
    b.left < a.left + a.width &&
    a.top < b.top + b.height &&
    b.top < a.top + a.height
  );
}

describe('placeBoxes', () => {
  it('places boxes at the ends of their lines, to the side of them', () => {
    const [right, below, left] = placeBoxes(spokes([0, Math.PI / 2, Math.PI]), picture);

    expect(right).toEqual({ left: 340, top: 143, width: 40, height: 14 });
    expect([below!.left, below!.top].map(Math.round)).toEqual([230, 233]);
    expect([left!.left, left!.top].map(Math.round)).toEqual([120, 143]);
  });

  it('moves boxes that would cover others', () => {
    const boxes = placeBoxes(spokes(Array<number>(10).fill(0)), picture);

    boxes.forEach((box, index) => {
      for (const other of boxes.slice(index + 1)) expect(overlap(box, other)).toBe(false);
    });
  });

  it('keeps every box within the picture, for any angles and sizes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -7, max: 7, noNaN: true }), { maxLength: 60 }),
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 1, max: 300 }),
        (angles, width, height) => {
          for (const { left, top } of placeBoxes(spokes(angles, width, height), picture)) {
            expect([left >= 0, left <= 500 - width, top >= 0, top <= 300 - height]).toEqual([
              true,
              true,
              true,
              true,
            ]);
          }
        },
      ),
    );
  });
});
