import { describe, expect, it } from '@jest/globals';
import { decodeChart } from './chart.request.js';

const text = "{type:'bar',title:'测试 ???>>>~~~'}";

describe('decodeChart', () => {
  it('leaves alone what is not encoded', () => {
    expect(decodeChart({ chart: text, encoding: 'url' })).toBe(text);
    expect(decodeChart({ chart: { a: 1 }, encoding: 'url' })).toEqual({ a: 1 });
  });

  it.each(['base64', 'base64url'] as const)('reads both alphabets where %s is named', (encoding) => {
    for (const alphabet of ['base64', 'base64url'] as const) {
      const chart = Buffer.from(text).toString(alphabet);

      expect(decodeChart({ chart, encoding })).toBe(text);
    }
  });

  it('reads base64 whose plus signs became spaces on the way', () => {
    const chart = Buffer.from(text).toString('base64');

    expect(chart).toContain('+');
    expect(decodeChart({ chart: chart.replaceAll('+', ' '), encoding: 'base64' })).toBe(text);
  });

  it.each([['{type:1}'], ['abc*'], [Buffer.of(0xff, 0xfe, 0xfd).toString('base64')]])(
    'refuses %j',
    (chart) => {
      expect(() => decodeChart({ chart, encoding: 'base64' })).toThrow(
        'Expected chart to be text in UTF-8, encoded in base64 but received',
      );
    },
  );

  it('refuses an object', () => {
    expect(() => decodeChart({ chart: {}, encoding: 'base64' })).toThrow('but received "an object"');
  });
});
