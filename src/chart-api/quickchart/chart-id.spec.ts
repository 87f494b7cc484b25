import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { deflateRawSync } from 'node:zlib';
import { hash } from 'node:crypto';
import { type ChartQuestion, chartFieldsOf, readQuestion } from './chart.request.js';
import { chartIdOf, fieldsOfChartId } from './short-addresses.js';

const MAX_BYTES = 100_000;
const question = (given: object): ChartQuestion => readQuestion(chartFieldsOf({ chart: '{}', ...given }));
const reread = (id: string) => readQuestion(fieldsOfChartId(id, MAX_BYTES));

/** An id with a right checksum and any content. */
function idOf(content: string): string {
  const packed = deflateRawSync(content);
  const checksum = hash('sha256', packed, 'buffer').subarray(0, 4);
  return Buffer.concat([Buffer.of(1), checksum, packed]).toString('base64url');
}

describe('a chart id', () => {
  it('gives back what was asked', () => {
    const asked = question({
      chart: "{type:'bar',data:{labels:['测试']}}",
      w: 640,
      h: 480,
      f: 'svg',
      bkg: '#fff',
      v: '4',
    });

    expect(chartIdOf(asked)).toMatch(/^[\w-]+$/);
    expect(reread(chartIdOf(asked))).toEqual(asked);
  });

  it('is the same for the same chart, however its JSON is written', () => {
    const ids = [
      question({ chart: '{"type":"bar","data":{}}' }),
      question({ chart: ' { "type": "bar",\n "data": {} } ', w: '500' }),
      question({ chart: { type: 'bar', data: {} }, height: 300, format: 'PNG' }),
    ].map(chartIdOf);

    expect(new Set(ids).size).toBe(1);
  });

  it('tells charts apart', () => {
    const ids = [
      {},
      { w: 501 },
      { h: 301 },
      { f: 'svg' },
      { bkg: 'red' },
      { v: '4' },
      { chart: '{a:1}' },
    ].map((given) => chartIdOf(question(given)));

    expect(new Set(ids).size).toBe(ids.length);
  });

  it('is refused when any of its characters is another, or is missing', () => {
    const id = chartIdOf(question({ chart: "{type:'bar'}" }));
    fc.assert(
      fc.property(
        fc.nat(id.length - 1),
        fc.constantFrom('A', 'Q', '7', '_', '', '.', '%'),
        (place, other) => {
          const changed = id.slice(0, place) + other + id.slice(place + 1);
          // The last character holds bits that say nothing.
          fc.pre(
            !Buffer.from(changed, 'base64url').equals(Buffer.from(id, 'base64url')) || other.length !== 1,
          );
          fc.pre(changed !== id);

          expect(() => fieldsOfChartId(changed, MAX_BYTES)).toThrow(expect.objectContaining({ status: 404 }));
        },
      ),
    );
  });

  it.each(['', 'A', 'AQ', 'favicon', 'f-a1d3e804-dfea-442c-88b0-9801b9808401', '../../etc/passwd'])(
    'is not %j',
    (id) => {
      expect(() => fieldsOfChartId(id, MAX_BYTES)).toThrow('The address is not one that /chart/create gave');
    },
  );

  it.each(['{}', '"x"', 'null', '[', ''])('holds no chart in %j', (content) => {
    expect(() => fieldsOfChartId(idOf(content), MAX_BYTES)).toThrow('The address holds no chart');
  });

  it('does not unpack more than it may', () => {
    const bomb = idOf(JSON.stringify(['x'.repeat(50_000_000)]));

    expect(bomb.length).toBeLessThan(100_000);
    expect(() => fieldsOfChartId(bomb, MAX_BYTES)).toThrow('or one of more than 100000 bytes');
  });
});
