import { describe, expect, it } from '@jest/globals';
import { commonName, distinctNames } from './labels.js';

const metric = (name: string, labels: Record<string, string> = {}) => ({ name, labels });

describe('distinctNames', () => {
  it.each([
    [[], []],
    [[metric('up')], ['up']],
    [[metric('')], ['value']],
    [
      [metric('up'), metric('down')],
      ['up', 'down'],
    ],
    [
      [metric('up', { job: 'a' }), metric('up', { job: 'b' })],
      ['a', 'b'],
    ],
    [
      [metric('up', { app: 'cart', domain: 'shop' }), metric('up', { app: 'pay', domain: 'money' })],
      ['cart', 'pay'],
    ],
    [
      [metric('up', { a: '1', b: '1' }), metric('up', { a: '1', b: '2' }), metric('up', { a: '2', b: '1' })],
      ['a=1 b=1', 'a=1 b=2', 'a=2 b=1'],
    ],
    [
      [metric('up', { job: 'a' }), metric('up')],
      ['a', 'up'],
    ],
    [
      [metric('up', { job: 'a' }), metric('down', { job: 'a' })],
      ['up', 'down'],
    ],
  ])('names %j as %j', (metrics, names) => {
    expect(distinctNames(metrics)).toEqual(names);
  });
});

describe('commonName', () => {
  it('consists of the common name and labels', () => {
    const metrics = [metric('up', { job: 'a', zone: 'x' }), metric('up', { job: 'b', zone: 'x' })];

    expect(commonName(metrics)).toBe('up zone=x');
    expect(commonName([...metrics, metric('down')])).toBe('');
  });
});
