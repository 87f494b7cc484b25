import { describe, expect, it } from '@jest/globals';
import { chartFieldsOf, readQuestion } from './chart.request.js';

const read = (given: Record<string, unknown>) => readQuestion(chartFieldsOf({ chart: '{}', ...given }));

describe('readQuestion', () => {
  it("has QuickChart's defaults", () => {
    expect(read({})).toEqual({
      chart: '{}',
      width: 500,
      height: 300,
      format: 'png',
      backgroundColor: 'transparent',
      devicePixelRatio: 2,
      version: '2.9.4',
      encoding: 'url',
    });
  });

  it.each([
    [{ w: '640' }, { width: 640 }],
    [{ width: 640 }, { width: 640 }],
    [{ width: '640.0' }, { width: 640 }],
    [{ devicePixelRatio: '1.0' }, { devicePixelRatio: 1 }],
    [{ f: 'SVG' }, { format: 'svg' }],
    [{ f: 'jpg' }, { format: 'jpeg' }],
    [{ v: 4 }, { version: '4' }],
    [{ v: '3.9.1' }, { version: '3.9.1' }],
    [{ bkg: 'rgb(249, 193, 202)' }, { backgroundColor: 'rgb(249, 193, 202)' }],
    [{ chart: { type: 'bar' } }, { chart: { type: 'bar' } }],
  ])('reads %j', (given, expected) => {
    expect(read(given)).toMatchObject(expected);
  });

  it.each([
    [{ w: '0' }, 'Expected width to be an integer between 1 and 10000 but received "0"'],
    [{ w: '10001' }, 'Expected width to be an integer between 1 and 10000 but received "10001"'],
    [{ w: '500px' }, 'Expected width to be an integer between 1 and 10000 but received "500px"'],
    [{ h: 1.5 }, 'Expected height to be an integer between 1 and 10000 but received 1.5'],
    [{ h: ['1', '2'] }, 'Expected height to be an integer between 1 and 10000 but received ["1","2"]'],
    [{ h: { a: 1 } }, 'Expected height to be an integer between 1 and 10000 but received "an object"'],
    [{ h: true }, 'Expected height to be an integer between 1 and 10000 but received true'],
    [{ f: 'gif' }, 'Expected format to be one of png, svg, webp, avif, jpeg, pdf but received "gif"'],
    [
      { f: 'constructor' },
      'Expected format to be one of png, svg, webp, avif, jpeg, pdf but received "constructor"',
    ],
    [{ bkg: 'reddish' }, 'Expected backgroundColor to be a colour of CSS but received "reddish"'],
    [
      { devicePixelRatio: '9' },
      'Expected devicePixelRatio to be a number between 0.1 and 8 but received "9"',
    ],
    [{ v: '5' }, 'Expected version to be a version of Chart.js, 2 to 4 but received "5"'],
    [{ encoding: 'hex' }, 'Expected encoding to be one of url, base64, base64url but received "hex"'],
    [
      { chart: ['a'] },
      'Expected chart to be a specification of Chart.js, as an object or as text but received ["a"]',
    ],
    [
      { chart: 7 },
      'Expected chart to be a specification of Chart.js, as an object or as text but received 7',
    ],
  ])('refuses %j', (given, sentence) => {
    expect(() => read(given)).toThrow(sentence);
  });

  it('names every field that is wrong', () => {
    expect(() => read({ w: 'x', h: 'y' })).toThrow(
      expect.objectContaining({
        details: {
          problems: [
            expect.objectContaining({ field: 'width' }),
            expect.objectContaining({ field: 'height' }),
          ],
        },
      }),
    );
  });

  it('refuses lists of any depth in a few words', () => {
    const deep = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000)) as unknown;

    expect(() => read({ width: deep })).toThrow('but received "a list"');
    expect(() => read({ chart: deep })).toThrow('but received "a list"');
  });
});
