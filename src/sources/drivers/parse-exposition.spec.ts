import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ExpositionError, OPENMETRICS, PROMETHEUS_TEXT, parseExposition } from './parse-exposition.js';

// Adapted from the examples in the specifications of both formats.
const TEXT = String.raw`# HELP http_requests_total Requests.
# TYPE http_requests_total counter
http_requests_total{method="post",code="200"} 1027 1395066363000
http_requests_total{method="post",code="400",}    3 1395066363000

# A comment, and a line without one.
msdos_file_access_time_seconds{path="C:\\DIR\\FILE.TXT",error="no\n\"file\""} 1.458255915e9
metric_without_timestamp_and_labels 12.47
	tabbed	{ a = "1" , b="2" }	+Inf	-1
# TYPE rpc summary
rpc{quantile="0.01"} NaN
rpc_sum 1.7560473e+07
rpc_count 2693
`;

const OPEN = `# TYPE acme counter
# UNIT acme seconds
# HELP acme Time, "escaped" \\n or not.
acme_total{path="/"} 17.5 # {trace_id="abc"} 0.5 1520879607.789
acme_created{path="/"} 1520430000.123
# TYPE mem gauge
mem 5 1520879607.789
# EOF
`;

describe('parseExposition with the Prometheus text format', () => {
  it('reads names, labels with their escapes, and values', () => {
    const { samples, types } = parseExposition(TEXT, PROMETHEUS_TEXT);

    expect(samples).toEqual([
      { name: 'http_requests_total', labels: { method: 'post', code: '200' }, value: 1027 },
      { name: 'http_requests_total', labels: { method: 'post', code: '400' }, value: 3 },
      {
        name: 'msdos_file_access_time_seconds',
        labels: { path: 'C:\\DIR\\FILE.TXT', error: 'no\n"file"' },
        value: 1458255915,
      },
      { name: 'metric_without_timestamp_and_labels', labels: {}, value: 12.47 },
      { name: 'tabbed', labels: { a: '1', b: '2' }, value: null },
      { name: 'rpc', labels: { quantile: '0.01' }, value: null },
      { name: 'rpc_sum', labels: {}, value: 17560473 },
      { name: 'rpc_count', labels: {}, value: 2693 },
    ]);
    expect([...types]).toEqual([
      ['http_requests_total', 'counter'],
      ['rpc', 'summary'],
    ]);
  });

  it.each([
    ['up', 1, 'a space at column 3'],
    ['up one', 1, 'a number at column 4'],
    ['a 1\n\nb 1 2 3', 3, 'the end of the line at column 7'],
    ['a 1\r\n', 1, 'the end of the line'],
    ['a{b="c" 1', 1, 'a comma or }'],
    ['a{b="c"', 1, 'a comma or }'],
    ['a{b="c\\x"} 1', 1, 'the value of a label'],
    ['a{b=c} 1', 1, 'the value of a label'],
    ['a{1b="c"} 1', 1, 'the name of a label'],
    ['a{,} 1', 1, 'the name of a label'],
    ['a{b="1",b="2"} 1', 1, 'no duplicate label b'],
    ['a+1', 1, 'a space'],
    ['1a 1', 1, 'the name of a metric at column 1'],
    ['a 1 1.5', 1, 'the end of the line'],
    ['a 0x10', 1, 'the end of the line'],
    ['# TYPE a circle', 1, 'the type of a to be one of counter'],
    ['# TYPE a info', 1, 'the type of a to be one of counter'],
    ['# TYPE', 1, 'a sample, or # TYPE'],
    ['# TYPE a gauge\n# TYPE a gauge', 2, 'only one type of a'],
    ['a 1\n# TYPE a gauge', 2, 'the type of a before its samples'],
    [`a{b="${'x'.repeat(70_000)}"} 1`, 1, 'at most 65536 characters'],
  ])('refuses %j in line %d: Expected %s', (text, line, what) => {
    const error = errorOf(() => parseExposition(text, PROMETHEUS_TEXT));

    expect(error.line).toBe(line);
    expect(error.message).toContain(`line ${line}: Expected ${what}`);
  });

  it('refuses more than 50,000 samples', () => {
    expect(errorOf(() => parseExposition('a 1\n'.repeat(50_001), PROMETHEUS_TEXT)).line).toBe(50_001);
  });
});

describe('parseExposition with OpenMetrics', () => {
  it('reads samples, and validates units, exemplars and timestamps without keeping them', () => {
    const { samples, types } = parseExposition(OPEN, OPENMETRICS);

    expect(samples).toEqual([
      { name: 'acme_total', labels: { path: '/' }, value: 17.5 },
      { name: 'acme_created', labels: { path: '/' }, value: 1520430000.123 },
      { name: 'mem', labels: {}, value: 5 },
    ]);
    expect(types.get('acme')).toBe('counter');
  });

  it.each([
    ['a 1\n', 1, '# EOF at the end'],
    ['', 0, '# EOF at the end'],
    ['# EOF\na 1\n', 2, 'nothing after # EOF'],
    ['# EOF\n\n', 2, 'nothing after # EOF'],
    ['a  1\n# EOF', 1, 'a number'],
    ['\n# EOF', 1, 'a sample, or # TYPE'],
    ['# free words\n# EOF', 1, 'a sample, or # TYPE'],
    ['a{b="c",} 1\n# EOF', 1, 'the name of a label'],
    ['a{b="c"}1\n# EOF', 1, 'a space'],
    ['a 1 # {b="c"}\n# EOF', 1, 'a space'],
    ['a 1 # b\n# EOF', 1, 'the end of the line'],
    ['# TYPE a untyped\n# EOF', 1, 'the type of a to be one of counter'],
  ])('refuses %j in line %d: Expected %s', (text, line, what) => {
    expect(errorOf(() => parseExposition(text, OPENMETRICS)).message).toContain(
      `line ${line}: Expected ${what}`,
    );
  });
});

describe('parseExposition', () => {
  const name = fc.stringMatching(/^[a-zA-Z_:][a-zA-Z0-9_:]{0,10}$/);
  const labelName = fc.stringMatching(/^[a-zA-Z_][a-zA-Z0-9_]{0,10}$/);
  const sample = fc.record({
    name,
    labels: fc.dictionary(labelName, fc.string({ unit: 'grapheme' }), { maxKeys: 4, noNullPrototype: true }),
    value: fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
  });

  it('reads back any written samples, in both formats', () => {
    fc.assert(
      fc.property(fc.array(sample), (samples) => {
        const text = samples
          .map(({ name, labels, value }) => {
            const pairs = Object.entries(labels).map(([key, label]) => `${key}="${escaped(label)}"`);
            return `${name}{${pairs.join(',')}} ${value}\n`;
          })
          .join('');

        expect(parseExposition(text, PROMETHEUS_TEXT).samples).toEqual(samples);
        expect(parseExposition(`${text}# EOF\n`, OPENMETRICS).samples).toEqual(samples);
      }),
    );
  });

  it('returns samples or refuses a line, for any text', () => {
    const pieces = fc.constantFrom(
      'a',
      '1',
      ' ',
      '\n',
      '{',
      '}',
      '"',
      '\\',
      '=',
      ',',
      '# ',
      'TYPE ',
      'NaN',
      '\t',
      'é',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), fc.boolean(), (parts, open) => {
        try {
          parseExposition(parts.join(''), open ? OPENMETRICS : PROMETHEUS_TEXT);
        } catch (error) {
          expect(error).toBeInstanceOf(ExpositionError);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps labels named __proto__ and constructor', () => {
    const { samples } = parseExposition('a{__proto__="x",constructor="y"} 1\n', PROMETHEUS_TEXT);

    expect(Object.entries(samples[0]!.labels)).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
  });
});

function escaped(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}

function errorOf(action: () => unknown): ExpositionError {
  try {
    action();
  } catch (error) {
    if (error instanceof ExpositionError) return error;
    throw error;
  }
  throw new Error('Expected a refusal');
}
