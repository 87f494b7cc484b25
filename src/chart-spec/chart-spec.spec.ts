import { describe, expect, it } from '@jest/globals';
import { gradientStops, problemOfGradient } from './chart-spec.js';

describe('gradientStops', () => {
  it('spreads the colours evenly', () => {
    expect(gradientStops({ direction: 'vertical', colors: ['red', 'white', 'blue'] })).toEqual([
      { offset: 0, color: 'red' },
      { offset: 0.5, color: 'white' },
      { offset: 1, color: 'blue' },
    ]);
  });

  it('has one stop for one colour', () => {
    expect(gradientStops({ direction: 'both', colors: ['red'] })).toEqual([{ offset: 0, color: 'red' }]);
  });
});

describe('problemOfGradient', () => {
  it('accepts a gradient', () => {
    const gradient = { direction: 'horizontal', colors: ['red', '#00f'], width: 100, height: 50.5 };

    expect(problemOfGradient(gradient)).toBeUndefined();
  });

  it.each([
    [{ direction: 'up', colors: ['red'] }, /direction to be one of vertical, horizontal, both/],
    [{ direction: 'both', colors: [] }, /1 to 100 colours/],
    [{ direction: 'both', colors: Array(101).fill('red') }, /1 to 100 colours/],
    [{ direction: 'both', colors: ['red', 7] }, /1 to 100 colours/],
    [{ direction: 'both', colors: ['r'.repeat(101)] }, /1 to 100 colours/],
    [{ direction: 'both', colors: ['red'], width: 0 }, /width and height/],
    [{ direction: 'both', colors: ['red'], height: '5' }, /width and height/],
    [null, /direction/],
    ['red', /direction/],
  ])('refuses %j', (gradient, sentence) => {
    expect(problemOfGradient(gradient)).toMatch(sentence);
  });
});
