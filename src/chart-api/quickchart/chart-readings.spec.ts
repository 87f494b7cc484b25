import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readingsOf } from './chart-readings.js';
import { readChart } from './read-chart.js';

const SETTINGS = {
  CHART_MAX_BYTES: 100_000,
  CHART_MAX_DEPTH: 32,
  CHART_MAX_POINTS: 1000,
  CHART_MAX_PIXELS: 10_000_000,
};

const read = (query: string) => readChart(readingsOf(query), SETTINGS);
const labelsIn = (query: string) => {
  const { spec } = read(query).request as { spec: { config: { data: { labels?: unknown } } } };
  return spec.config.data.labels;
};
const chartOf = (labels: string) => `{type:'bar',data:{labels:${labels},datasets:[{data:[1]}]}}`;

describe('an unencoded address', () => {
  it.each([
    ['an ampersand', chartOf("['R&D']"), ['R&D']],
    ['several', chartOf("['a&b','&&','c&d=e&']"), ['a&b', '&&', 'c&d=e&']],
    ['what looks like a parameter', chartOf("['a&w=7']"), ['a&w=7']],
    ['a percent sign', chartOf("['up 5%','100%25 off']"), ['up 5%', '100% off']],
    ['an equals sign', chartOf("['a=b']"), ['a=b']],
    ['a plus sign for a space', chartOf("['Hello+world']"), ['Hello world']],
    ['a plus sign of a number', chartOf('[+1,1e+2]'), [1, 100]],
    ['a plus sign of a time zone', chartOf("[new Date('2020-01-01T00:00:00%2B02:00')]"), [1_577_829_600_000]],
    ['plus signs for all spaces', `{type:+'bar',+data:+{labels:['a+b'],datasets:+[]}}`, ['a b']],
  ])('with %s is read', (_name, chart, labels) => {
    expect(labelsIn(`w=400&c=${chart}&h=200`)).toEqual(labels);
    expect(labelsIn(`chart=${chart}&v=4`)).toEqual(labels);
    expect(read(`w=400&c=${chart}&h=200`).parameters).toMatchObject({ width: 400, height: 200 });
  });

  it('that was escaped for HTML is read, and entities within texts stay', () => {
    const html = chartOf('["R&D"]').replaceAll('&', '&amp;').replace(/['"]/g, '&quot;');

    expect(labelsIn(`w=1&amp;c=${html}&amp;h=1`)).toEqual(['R&D']);
    expect(labelsIn(`c=${encodeURIComponent(html)}`)).toEqual(['R&D']);
    expect(labelsIn(`c=${chartOf("['R&amp;D']")}`)).toEqual(['R&amp;D']);
  });

  it('warns when a plus sign in a text may have been a space', () => {
    const { warnings } = read(`c=${chartOf("['a+b',1e+2]")}`);

    expect(labelsIn(`c=${chartOf("['a+b',1e+2]")}`)).toEqual(['a+b', 100]);
    expect(warnings).toEqual([expect.stringMatching(/^The \+ in the texts .* was read as a plus sign/)]);
  });

  it.each([
    ['quotes', "{type:'bar',data:{labels:['R", 'quotes'],
    ['brackets', "{type:'bar',data:{labels:['R'],", 'brackets'],
    ['a comment', "{type:'bar',/* data", 'a comment'],
  ])('that was cut inside %s is explained', (_name, chart, inside) => {
    expect(() => read(`c=${chart}`)).toThrow(
      expect.objectContaining({
        code: 'CHART_REFUSED',
        message: expect.stringContaining(
          `; the text ends inside ${inside}: is the address URL-encoded? Write & as %26, # as %23 and + as %2B`,
        ),
      }),
    );
  });

  it('that was cut keeps its other parameters', () => {
    expect(readingsOf("c={a:'R&w=400&f=svg")[0]!.fields).toMatchObject({ width: '400', format: 'svg' });
  });

  it('whose plus sign became a space is explained', () => {
    expect(() => read(`c=${chartOf("['a' 'b']")}`)).toThrow(
      /; a \+ in an address stands for a space: write %2B for a plus sign$/,
    );
  });

  it('with another mistake has no such explanation', () => {
    expect(() => read(`c=${chartOf('[1 ; 2]')}`)).toThrow(/^(?!.*(address|%2B))/);
    expect(() => read("c={type:'x',data:{datasets:[]}}")).toThrow(/^(?!.*(address|%2B))/);
  });
});

describe('an encoded address', () => {
  const label = fc.string({ unit: fc.constantFrom(...'aZ &+#%=?\'"{[,测😀'.split(/(?:)/u)) });

  it.each([
    ['encodeURIComponent', encodeURIComponent],
    ['a form', (text: string) => new URLSearchParams({ c: text }).toString().slice(2)],
    [
      'encodeURI, with the characters of queries',
      (text: string) => encodeURI(text).replace(/[&+#]/g, encodeURIComponent),
    ],
    ['a second encodeURIComponent', (text: string) => encodeURIComponent(encodeURIComponent(text))],
  ])('by %s has the chart that was sent, in one reading', (_name, encode) => {
    fc.assert(
      fc.property(fc.array(label, { maxLength: 5 }), (labels) => {
        const query = `w=400&c=${encode(JSON.stringify({ type: 'bar', data: { labels, datasets: [] } }))}&v=4`;

        expect(readingsOf(query)).toHaveLength(1);
        expect(labelsIn(query)).toEqual(labels);
      }),
    );
  });

  it('that was cut is asked to be complete', () => {
    expect(() => read(`c=${encodeURIComponent("{type:'bar',data:{labels:['R")}`)).toThrow(
      /; the text ends inside quotes: is the address complete\?$/,
    );
  });

  it('in base64 has one reading', () => {
    const [reading, ...others] = readingsOf('encoding=base64&c=e30+/w==');

    expect(reading!.fields).toMatchObject({ chart: 'e30 /w==', encoding: 'base64' });
    expect(others).toEqual([]);
  });
});

describe('readingsOf', () => {
  it('prefers a specification to the parameters of a Google image chart', () => {
    expect(readingsOf('cht=bvg&c={}')[0]!.fields.chart).toBe('{}');
    expect(() => readingsOf('cht=bvg&c=')).toThrow('Google image charts (cht=bvg) are not supported');
  });

  it('refuses a specification that is given twice', () => {
    expect(() => read('c={}&chart={}')).toThrow('Expected chart to be given once but received c and chart');
    expect(() => read('c={}&c={}')).toThrow('Expected chart to be a Chart.js specification');
  });

  it('reads any label with ampersands in an unencoded address, unless it closes the quotes', () => {
    const text = fc.string({ unit: fc.constantFrom(...'acw&&=% {}[],:;'.split('')), maxLength: 20 });
    fc.assert(
      fc.property(fc.array(text, { minLength: 1 }), (labels) => {
        const query = `w=400&c=${chartOf(JSON.stringify(labels))}&h=200`;
        const expected = labels.map((label) => decodeURI(label.replace(/%/g, '%25')));

        expect(labelsIn(query)).toEqual(expected);
        expect(read(query).parameters).toMatchObject({ width: 400, height: 200 });
      }),
    );
  });

  // Would take minutes if the time grew with the square of the length.
  it('refuses long queries of any kind', () => {
    for (const part of ["&c={a:'", '&', '+', "'+'&", '{', '\\', '/*&', '&amp;', '%&+', '&a=%ff', '&quot;']) {
      const query = `c={a:'${part.repeat(Math.ceil(300_000 / part.length))}`;
      expect(() => readChart(readingsOf(query), { ...SETTINGS, CHART_MAX_BYTES: 4_000_000 })).toThrow();
    }
  });
});
