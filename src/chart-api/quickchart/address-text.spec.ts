import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodePercent, queryOf, valuesIn } from './address-text.js';

describe('decodePercent', () => {
  it.each([
    ['100%', '100%'],
    ['up 5% in May', 'up 5% in May'],
    ['50%25', '50%'],
    ['%7B%22a%22:%2250%%22%7D', '{"a":"50%"}'],
    ['%', '%'],
    ['%%20%', '% %'],
    ['5%de', '5%de'],
    ['%e6%b5%8b%', '测%'],
    ['%e6%b5%', '%e6%b5%'],
    ['%ab%20', '%ab '],
    ['%F0%9F%98%80 100%', '😀 100%'],
    ['%ed%a0%80 %', '%ed%a0%80 %'],
    [
      '%c0%80 %e0%80%80 %f0%80%80%80 %f4%90%80%80 %f5%80%80%80 %20',
      '%c0%80 %e0%80%80 %f0%80%80%80 %f4%90%80%80 %f5%80%80%80  ',
    ],
    ['%u2019 %20', '%u2019  '],
  ])('reads %s as %s', (text, decoded) => {
    expect(decodePercent(text)).toBe(decoded);
  });

  it('decodes what decodeURIComponent decodes, and leaves the rest of bytes as it is', () => {
    const bytes = fc.array(
      fc.oneof(fc.nat(0xff), fc.constantFrom(0xe0, 0xed, 0xf0, 0xf4, 0x80, 0x9f, 0xa0)),
      {
        maxLength: 6,
      },
    );
    fc.assert(
      fc.property(bytes, (all) => {
        const text = all.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
        let decoded;
        try {
          decoded = decodeURIComponent(text);
        } catch {
          decoded = undefined;
        }

        expect(decodePercent(text)).toBe(decoded ?? decodePercent(text));
        expect(Buffer.from(decodePercent(text)).toString().includes('\ufffd')).toBe(
          text.includes('%ef%bf%bd'),
        );
      }),
    );
  });

  it('decodes what encodeURIComponent encoded, also after a bare percent sign', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const encoded = encodeURIComponent(text);

        expect(decodePercent(encoded)).toBe(text);
        expect(decodePercent(`% ${encoded}`)).toBe(`% ${text}`);
      }),
    );
  });

  // Would take minutes if the time grew with the square of the length.
  it('decodes long texts of any kind', () => {
    for (const text of ['%', '%e6', '%e6%b5', '%F0%9F%98', '%0', '%ED%A0%80'])
      decodePercent(text.repeat(300_000));
  });
});

describe('valuesIn', () => {
  it.each([
    ['a=1&b=2', { a: '1', b: '2' }],
    ['a=1&&b=2&', { a: '1', b: '2' }],
    ['a=1&a=2&a=3', { a: ['1', '2', '3'] }],
    ['a', { a: '' }],
    ['a=b=c', { a: 'b=c' }],
    ['a=x+y%20z', { a: 'x y z' }],
    ['a=1&amp;b=2&amp;amp;d=3', { a: '1', b: '2', d: '3' }],
    ['%61=1', { a: '1' }],
    ['', {}],
  ])('reads %s', (query, values) => {
    expect(valuesIn(query.split('&'))).toEqual(values);
  });

  it('gives a name like that of a prototype no meaning', () => {
    expect(Object.entries(valuesIn(['__proto__=1', 'constructor=2']))).toEqual([
      ['__proto__', '1'],
      ['constructor', '2'],
    ]);
  });

  it('reads every form that URLSearchParams writes', () => {
    const name = fc.string({ minLength: 1 }).filter((text) => !text.startsWith('amp;'));
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(name, fc.string()), { selector: ([key]) => key }), (pairs) => {
        const query = new URLSearchParams(pairs).toString();

        expect(Object.entries(valuesIn(query.split('&'))).sort()).toEqual([...pairs].sort());
      }),
    );
  });
});

describe('queryOf', () => {
  it.each([
    ['/chart', ''],
    ['/chart?', ''],
    ['/chart?c={}', 'c={}'],
    ["/chart?c='?'", "c='?'"],
  ])('of %s is "%s"', (address, query) => {
    expect(queryOf(address)).toBe(query);
  });
});
