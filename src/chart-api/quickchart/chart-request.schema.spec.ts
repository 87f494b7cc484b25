import { describe, expect, it } from '@jest/globals';
import { chartFieldsOf, decodeChart, isCssColor, parseParameters } from './chart-request.schema.js';

describe('chartFieldsOf', () => {
  it('accepts short and long names', () => {
    const short = chartFieldsOf({ c: 'x', w: '1', h: '2', f: 'svg', bkg: 'red', v: '4' });
    const long = chartFieldsOf({
      chart: 'x',
      width: '1',
      height: '2',
      format: 'svg',
      backgroundColor: 'red',
      version: '4',
    });

    expect(short).toEqual(long);
    expect(short).toMatchObject({ chart: 'x', width: '1', height: '2', format: 'svg', version: '4' });
  });

  it('treats empty values as absent, and ignores other names', () => {
    const fields = chartFieldsOf({ c: '', chart: 'x', w: null, ref: 'qc-js', key: 'secret' });

    expect(fields.chart).toBe('x');
    expect(fields.width).toBeUndefined();
    expect(Object.keys(fields)).not.toContain('ref');
  });

  it.each([
    [
      'bvg',
      /^Google image charts \(cht=bvg\) are not supported: send .* as c instead, such as c=\{type:'bar'/,
    ],
    ['p3', /such as c=\{type:'pie'/],
    ['lc', /such as c=\{type:'line'/],
    ['bhs', /such as c=\{type:'horizontalBar'/],
    ['unknown', /such as c=\{type:'bar'/],
    ['qr', /^QR codes are not supported \(cht=qr\)$/],
    ['gv:neato', /^Graphviz charts are not supported \(cht=gv:neato\)$/],
    ['x'.repeat(5000), /^Google image charts \(cht=x{19}…\) are/],
    [['bvg', 'p'], /^Google image charts/],
  ])('refuses a Google image chart of the type %j by name', (cht, sentence) => {
    expect(() => chartFieldsOf({ cht, chs: '300x300' })).toThrow(
      expect.objectContaining({ status: 400, message: expect.stringMatching(sentence) }),
    );
  });

  it('prefers a specification to the parameters of a Google image chart', () => {
    expect(chartFieldsOf({ cht: 'bvg', c: '{}' }).chart).toBe('{}');
  });

  it('refuses a field under both of its names', () => {
    expect(() => chartFieldsOf({ w: '1', width: '2' })).toThrow(
      'Expected width to be given once but received w and width',
    );
  });
});

const read = (given: Record<string, unknown>) => parseParameters(chartFieldsOf({ chart: '{}', ...given }));

describe('parseParameters', () => {
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
    [{ w: '400px' }, { width: 400 }],
    [{ h: '400e' }, { height: 400 }],
    [{ h: '400 px' }, { height: 400 }],
    [{ h: '100%' }, { height: 100 }],
    [{ w: '"400"' }, { width: 400 }],
    [{ w: "'400px'" }, { width: 400 }],
    [{ w: '333.3333333' }, { width: 333 }],
    [{ h: 1.5 }, { height: 1 }],
    [{ f: 'base64' }, { format: 'base64' }],
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
    [{ w: '10001px' }, 'Expected width to be an integer between 1 and 10000 but received "10001px"'],
    [{ w: 'px' }, 'Expected width to be an integer between 1 and 10000 but received "px"'],
    [{ w: '-5' }, 'Expected width to be an integer between 1 and 10000 but received "-5"'],
    [{ w: '4e2' }, 'Expected width to be an integer between 1 and 10000 but received "4e2"'],
    [{ w: '1,000' }, 'Expected width to be an integer between 1 and 10000 but received "1,000"'],
    [{ w: '"400' }, 'Expected width to be an integer between 1 and 10000 but received "\\"400"'],
    [{ h: 0.5 }, 'Expected height to be an integer between 1 and 10000 but received 0.5'],
    [{ h: Number.NaN }, 'Expected height to be an integer between 1 and 10000 but received null'],
    [{ h: ['1', '2'] }, 'Expected height to be an integer between 1 and 10000 but received ["1","2"]'],
    [{ h: { a: 1 } }, 'Expected height to be an integer between 1 and 10000 but received "an object"'],
    [{ h: true }, 'Expected height to be an integer between 1 and 10000 but received true'],
    [{ f: 'gif' }, 'Expected format to be one of png, svg, webp, avif, jpeg, pdf, base64 but received "gif"'],
    [
      { f: 'constructor' },
      'Expected format to be one of png, svg, webp, avif, jpeg, pdf, base64 but received "constructor"',
    ],
    [{ bkg: 'reddish' }, 'Expected backgroundColor to be a CSS colour but received "reddish"'],
    [
      { devicePixelRatio: '9' },
      'Expected devicePixelRatio to be a number between 0.1 and 8 but received "9"',
    ],
    [{ v: '5' }, 'Expected version to be a Chart.js version from 2 to 4 but received "5"'],
    [{ encoding: 'hex' }, 'Expected encoding to be one of url, base64, base64url but received "hex"'],
    [
      { chart: ['a'] },
      'Expected chart to be a Chart.js specification, as an object or as text but received ["a"]',
    ],
    [{ chart: 7 }, 'Expected chart to be a Chart.js specification, as an object or as text but received 7'],
  ])('refuses %j', (given, sentence) => {
    expect(() => read(given)).toThrow(sentence);
  });

  it('names every invalid field', () => {
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

  it('refuses lists of any depth with a short sentence', () => {
    const deep = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000)) as unknown;

    expect(() => read({ width: deep })).toThrow('but received "a list"');
    expect(() => read({ chart: deep })).toThrow('but received "a list"');
  });
});

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
  ])('accepts %s', (text) => {
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
  ])('refuses %j', (text) => {
    expect(isCssColor(text)).toBe(false);
  });

  it('refuses very long text without matching it', () => {
    expect(isCssColor(`rgb(${'1 '.repeat(1_000_000)}`)).toBe(false);
  });
});

const text = "{type:'bar',title:'测试 ???>>>~~~'}";

describe('decodeChart', () => {
  it('leaves text and objects without an encoding unchanged', () => {
    expect(decodeChart({ chart: text, encoding: 'url' })).toBe(text);
    expect(decodeChart({ chart: { a: 1 }, encoding: 'url' })).toEqual({ a: 1 });
  });

  it.each(['base64', 'base64url'] as const)('reads both alphabets under the name %s', (encoding) => {
    for (const alphabet of ['base64', 'base64url'] as const) {
      const chart = Buffer.from(text).toString(alphabet);

      expect(decodeChart({ chart, encoding })).toBe(text);
    }
  });

  it('reads base64 whose plus signs became spaces', () => {
    const chart = Buffer.from(text).toString('base64');

    expect(chart).toContain('+');
    expect(decodeChart({ chart: chart.replaceAll('+', ' '), encoding: 'base64' })).toBe(text);
  });

  it.each([['{type:1}'], ['abc*'], [Buffer.of(0xff, 0xfe, 0xfd).toString('base64')]])(
    'refuses %j',
    (chart) => {
      expect(() => decodeChart({ chart, encoding: 'base64' })).toThrow(
        'Expected chart to be UTF-8 text encoded as base64 but received',
      );
    },
  );

  it('refuses an object', () => {
    expect(() => decodeChart({ chart: {}, encoding: 'base64' })).toThrow('but received "an object"');
  });
});
