import { describe, expect, it } from '@jest/globals';
import { isCssColor } from './chart.request.js';

describe('isCssColor', () => {
  it.each([
    'red',
    'RebeccaPurple',
    'transparent',
    '#fff',
    '#ffff',
    '#FF00aa',
    '#ff00aa80',
    'rgb(249, 193, 202)',
    'rgb(249,193,202)',
    'rgba(1, 2, 3, 0.5)',
    'rgb(1 2 3 / 50%)',
    'hsl(120, 50%, 50%)',
    'hsla(120deg, 50%, 50%, .3)',
  ])('knows %s', (text) => {
    expect(isCssColor(text)).toBe(true);
  });

  it.each([
    '',
    'reddish',
    'ff00ff',
    '#ff',
    '#ggg',
    'rgb(1)',
    'rgb(1,2,3',
    'url(http://x)',
    'red;',
    `#${'f'.repeat(99)}`,
  ])('does not know %j', (text) => {
    expect(isCssColor(text)).toBe(false);
  });

  it('answers at once whatever the length', () => {
    expect(isCssColor(`rgb(${'1 '.repeat(1_000_000)}`)).toBe(false);
  });
});
