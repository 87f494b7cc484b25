import { describe, expect, it } from '@jest/globals';
import { preferredForm, qualityOf } from './accept.js';

const OFFERED = { json: 'application/json', text: 'text/plain;version=0.0.4' };

describe('preferredForm', () => {
  it.each([
    [undefined, 'json'],
    ['', 'json'],
    ['*/*', 'json'],
    ['text/plain;version=0.0.4', 'text'],
    ['text/plain;version=1.0.0', undefined],
    ['application/json;q=0.1, text/plain;q=0.2', 'text'],
    ['image/png', undefined],
  ])('for %j is %j', (accept, form) => {
    expect(preferredForm(accept, OFFERED)).toBe(form);
  });
});

describe('qualityOf', () => {
  it('reads the first 32 ranges and the first 1024 characters of a header', () => {
    const others = (count: number) => Array.from({ length: count }, (_, number) => `a/${number}`).join(',');

    expect(qualityOf(`${others(31)},text/plain;q=0.5`, 'text/plain')).toBe(0.5);
    expect(qualityOf(`${others(32)},text/plain;q=0.5`, 'text/plain')).toBe(0);
    expect(qualityOf(`a/${'b'.repeat(1000)},text/plain;q=0.5`, 'text/plain')).toBe(0.5);
    // A range that is cut off could mean something else.
    expect(qualityOf(`a/${'b'.repeat(1010)},text/plain;q=0.5`, 'text/plain')).toBe(0);
  });

  it('gives the same result for a repeated header after many other headers', () => {
    const header = (number: number) => `text/plain;q=0.${number}, */*;q=0.001`;
    const numbers = Array.from({ length: 500 }, (_, number) => number + 100);
    const first = numbers.map((number) => qualityOf(header(number), 'text/plain'));
    const again = numbers.map((number) => qualityOf(header(number), 'text/plain'));

    expect(first).toEqual(numbers.map((number) => Number(`0.${number}`)));
    expect(again).toEqual(first);
  });
});
