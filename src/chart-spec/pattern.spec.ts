import { describe, expect, it } from '@jest/globals';
import { PATTERN_SHAPES, patternIn, problemOfPattern } from './pattern.js';

describe('problemOfPattern', () => {
  it.each(PATTERN_SHAPES)('accepts %s', (shape) => {
    expect(problemOfPattern({ shape, color: 'red', patternColor: 'white', size: 10 })).toBeUndefined();
  });

  it.each([
    [{ shape: 'star', color: 'red' }, /the shape of a pattern to be one of plus, cross/],
    [{ shape: 'dot' }, /colours/],
    [{ shape: 'dot', color: 'x'.repeat(101) }, /at most 100 characters/],
    [{ shape: 'dot', color: 'red', size: 1 }, /between 4 and 200/],
    [{ shape: 'dot', color: 'red', size: 1e9 }, /between 4 and 200/],
    [null, /the shape/],
  ])('refuses %j', (pattern, sentence) => {
    expect(problemOfPattern(pattern)).toMatch(sentence);
  });
});

describe('patternIn', () => {
  it('finds patterns only', () => {
    const pattern = { shape: 'dot', color: 'red' };
    expect(patternIn({ $pattern: pattern })).toBe(pattern);
    for (const value of [undefined, null, 'red', {}, { $gradient: {} }])
      expect(patternIn(value)).toBeUndefined();
  });
});
