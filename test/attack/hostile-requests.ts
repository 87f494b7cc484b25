/** A request to a service: one of HTTP, or bytes that are sent as they are. */
export type HostileRequest =
  | {
      readonly method: string;
      readonly path: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly body?: string;
    }
  | { readonly bytes: string };

/** A random number below 1 at each call; the same numbers for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly example?: unknown;
  readonly schema?: {
    readonly enum?: readonly unknown[];
    readonly default?: unknown;
    readonly example?: unknown;
  };
}

/** An operation of a service's API document. */
export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
}

const LONG = 'x'.repeat(3000);

/** Values that are wrong in many places, or extreme where they are right. */
const VALUES = [
  ...[
    '',
    ' ',
    '0',
    '-1',
    '1',
    '4096',
    '4097',
    '1e9',
    '1e309',
    'NaN',
    'null',
    'true',
    '0x10',
    '٣',
    '1;2',
    '%',
    '%00',
  ],
  ...[
    '..',
    '.',
    '../..',
    '..%2f..',
    '%2e%2e',
    '/',
    '//',
    '\\',
    'a/b',
    'C:',
    'file:///etc/passwd',
    'http://127.0.0.1:1/',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'prototype',
    '$where',
    '{{7*7}}',
    '${7*7}',
    '`id`',
    "' OR 1=1 --",
    '*)(uid=*',
  ],
  ...[
    '<script>alert(1)</script>',
    '"onload="x',
    ']]>',
    '&lt;',
    '\u202E',
    '\u0000',
    '\uD800',
    '😀',
    'é',
    '\r\nx-a: b',
  ],
  ...[
    '1970-01-01T00:00:00Z',
    '2100-01-01T00:00:00Z',
    '9999999999',
    '2026-02-30T00:00:00Z',
    '1s',
    '1y',
    '99999h',
    '0s',
  ],
  ...[
    'svg',
    'png',
    'avif',
    'pdf',
    'gif',
    'html',
    'sum',
    'avg',
    'csv',
    'openmetrics',
    'ndjson',
    'model',
    'prometheus',
  ],
  ...[
    'test-app',
    'up',
    'rate(x[1m])',
    '{__name__=~".+"}',
    'sum(',
    LONG,
    ','.repeat(300),
    '['.repeat(300),
    '{a:'.repeat(80),
  ],
];

const CHARTS = [
  '{type:"bar",data:{labels:["a","b"],datasets:[{data:[1,2]}]}}',
  '{"type":"line","data":{"labels":[1,2,3],"datasets":[{"label":"x","data":[1,null,3],"fill":true}]},"options":{"scales":{"y":{"ticks":{"stepSize":1}}}}}',
  '{type:"pie",data:{labels:["a"],datasets:[{data:[1,2,3],borderDash:[1,1]}]},options:{plugins:{datalabels:{display:true,font:{size:20}}}}}',
  '{type:"radar",data:{labels:["a","b","c"],datasets:[{data:[1,2,3]}]},options:{scales:{r:{ticks:{count:9}}}}}',
  '{type:"bar",data:{datasets:[{data:[{x:1,y:2}]}]},options:{scales:{x:{type:"time",time:{unit:"day"}}}}}',
  '{type:"line",data:{labels:[1],datasets:[{data:[1]}]},options:{plugins:{annotation:{annotations:[{type:"polygon",sides:5,radius:50,xValue:0,yValue:1,borderDash:[2,2],shadowBlur:5}]}}}}',
  '{type:"bar",data:{labels:["a"],datasets:[{data:[1],backgroundColor:{$gradient:{direction:"both",colors:["red","blue"]}}}]}}',
  '{type:"doughnut",data:{datasets:[{data:[1,2]}]},options:{cutoutPercentage:50,circumference:180}}',
  '{type:"bar",data:{labels:["a","b"],datasets:[{data:[1,2].map((x)=>x*2)}]},options:{plugins:{datalabels:{display:(c)=>c.dataIndex>0,formatter:(v)=>v.toFixed(1)+"%"}}}}',
  '{type:"bar",data:{labels:["a"],datasets:[{data:[1]}]},options:{scales:{yAxes:[{ticks:{callback:function(v){let s="";for(let i=0;i<9;i++)s+=i;return s.replace(/(a+)+$/g,v)}}}]}}}',
  '{type:"radialGauge",data:{datasets:[{data:[70],backgroundColor:pattern.draw("dot","red",1,9)}]},options:{domain:[0,100]}}',
];
/** What is put into charts, and into headers. */
const PIECES = [
  ...[
    '1e308',
    '-1e308',
    '1e-320',
    '""',
    '[]',
    '{}',
    'null',
    '__proto__:{}',
    'function(){}',
    '()=>1',
    'new Date()',
    '/a/',
  ],
  ...[
    ',',
    '{',
    '}',
    '[',
    ']',
    '"',
    '`${1}`',
    '0.1',
    '-1',
    '99999',
    'constructor:1',
    'type:"x"',
    '//',
    '/*',
    '\\u{110000}',
  ],
];
const HEADERS: Readonly<Record<string, readonly string[]>> = {
  accept: ['*/*', 'image/png', 'text/html', 'application/openmetrics-text', 'a/b,'.repeat(500), 'q=0', LONG],
  'accept-encoding': ['gzip', 'br;q=1', 'x'.repeat(500)],
  baggage: ['a=1', `a=${LONG}`, ';;;', '\u00e9'],
  traceparent: ['00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', '00-0-0-0', LONG],
  tracestate: ['a=1', `a=${LONG}`],
  b3: ['1', '0', LONG],
  'if-none-match': ['*', '"a"', 'W/"a",'.repeat(300)],
  'last-event-id': ['1', '-1', '99999999999999', LONG],
  range: ['bytes=0-1', 'bytes=-1'],
  'x-forwarded-prefix': ['/a', '//evil', '/../..', LONG],
  'x-forwarded-host': ['evil.example', 'a b', LONG],
  'x-forwarded-proto': ['https', 'javascript'],
  'x-forwarded-client-cert': ['URI=spiffe://a/ns/b/sa/c', `URI=spiffe://a/ns/b/sa/${LONG}`, ';;;"'],
  'x-request-id': ['a', LONG, '\u00e9'],
  'content-type': [
    'application/json',
    'text/plain',
    'multipart/form-data',
    'application/x-www-form-urlencoded',
    'a',
  ],
  authorization: ['Bearer x', 'Basic !!!', LONG],
  cookie: [LONG],
  expect: ['100-continue', 'x'],
  host: ['evil.example', '', LONG],
};
const METHODS = ['HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND', 'TRACE'];

const RAW = [
  'GET / HTTP/1.1\r\n\r\n',
  'GET / HTTP/9.9\r\nhost: a\r\n\r\n',
  'GET  / HTTP/1.1\r\nhost: a\r\n\r\n',
  'GET / HTTP/1.1\r\nhost: a\r\nhost: b\r\n\r\n',
  'GET / HTTP/1.1\r\nhost: a\r\ncontent-length: -1\r\n\r\n',
  'POST /chart HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nhello!',
  'POST /chart HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\ncontent-length: 3\r\n\r\n0\r\n\r\n',
  'POST /chart HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n',
  'POST /chart HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nffffffffff\r\nx',
  'GET /chart?c= HTTP/1.1\r\nhost: a\r\n\r\n'.repeat(20),
  'GET /healthz HTTP/1.1\r\nhost: a\r\n\r\nPUT',
  `GET /${'a'.repeat(100_000)} HTTP/1.1\r\nhost: a\r\n\r\n`,
  `GET / HTTP/1.1\r\nhost: a\r\nx: ${'a'.repeat(100_000)}\r\n\r\n`,
  `GET / HTTP/1.1\r\nhost: a\r\n${'x: a\r\n'.repeat(5000)}\r\n`,
  'GET http://evil.example/ HTTP/1.1\r\nhost: a\r\n\r\n',
  'CONNECT evil.example:443 HTTP/1.1\r\nhost: evil.example:443\r\n\r\n',
  'GET / HTTP/1.1\r\nhost: a\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n',
  'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
  'GET /\u0000 HTTP/1.1\r\nhost: a\r\n\r\n',
  'GET / HTTP/1.1\r\nhost: a\r\nx:\u0001\r\n\r\n',
  'GET / HTTP/1.1\nhost: a\n\n',
  '\r\n\r\n\r\nGET /healthz HTTP/1.1\r\nhost: a\r\n\r\n',
];

/** Makes hostile requests to the operations of a service, one after the other. */
export class HostileRequests {
  constructor(
    private readonly operations: readonly Operation[],
    private readonly random: () => number,
  ) {}

  next(): HostileRequest {
    const kind = this.random();
    if (kind < 0.08) return { bytes: this.mutated(this.oneOf(RAW)) };
    if (kind < 0.25) return this.chart();
    const operation = this.oneOf(this.operations);
    return {
      method: this.random() < 0.1 ? this.oneOf(METHODS) : operation.method,
      path: this.pathTo(operation),
      headers: this.headers(),
      ...(operation.method === 'PUT' || this.random() < 0.05 ? { body: this.body() } : {}),
    };
  }

  private chart(): HostileRequest {
    const chart = this.mutatedChart();
    const size = {
      width: this.value(),
      height: this.value(),
      format: this.value(),
      version: this.oneOf(['2', '3', '4']),
    };
    if (this.random() < 0.2) {
      const suffix = this.oneOf(['', '/', '.svg', '.pdf', '.base64', '.x']);
      // As people write addresses: not encoded.
      const typed = `f=${this.value()}&c=${chart}&w=${this.value()}`.replace(/[^\x21-\x7e]/g, '+');
      return { method: 'GET', path: `/chart${suffix}?${typed}`, headers: this.headers() };
    }
    if (this.random() < 0.5) {
      const query = new URLSearchParams({ c: chart, ...(this.random() < 0.5 ? size : {}) });
      return { method: 'GET', path: `/chart?${query.toString()}`, headers: this.headers() };
    }
    const path = this.random() < 0.3 ? '/chart/create' : '/chart';
    const body = JSON.stringify({ chart, ...(this.random() < 0.5 ? size : {}) });
    return { method: 'POST', path, headers: { ...this.headers(), 'content-type': 'application/json' }, body };
  }

  /** A chart that is often still one. */
  private mutatedChart(): string {
    let chart = this.oneOf(CHARTS);
    const times = Math.floor(this.random() * 3);
    for (let time = 0; time < times; time += 1) {
      const [piece, place] = [this.oneOf(PIECES), Math.floor(this.random() * chart.length)];
      // A value in place of another keeps more of the structure than a piece between two characters.
      chart =
        this.random() < 0.6
          ? chart.replace(/\d+/g, (number) => (this.random() < 0.3 ? piece : number))
          : chart.slice(0, place) + piece + chart.slice(place + Math.floor(this.random() * 3));
    }
    return chart;
  }

  private body(): string {
    return this.oneOf([
      '{}',
      '[]',
      'null',
      '{"kind":"latency","latencyMs":10,"ratio":0.1,"ttlSeconds":1}',
      '{"kind":"status","status":503,"ratio":1,"ttlSeconds":1,"scope":{"route":"/metrics"}}',
      `{"kind":${JSON.stringify(this.value())}}`,
      this.mutatedChart(),
      'x'.repeat(Math.floor(this.random() * 100_000)),
    ]);
  }

  private pathTo({ path, parameters }: Operation): string {
    const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(
        this.valueOf(parameters.find((each) => each.name === name)).replace(/[\uD800-\uDFFF]/g, ''),
      ),
    );
    const query = new URLSearchParams();
    for (const parameter of parameters) {
      if (parameter.in !== 'query' || this.random() < 0.6) continue;
      query.append(parameter.name, this.valueOf(parameter));
      if (this.random() < 0.05) query.append(parameter.name, this.value());
    }
    if (this.random() < 0.05) query.append(this.value(), this.value());
    const text = query.toString();
    const address = text === '' ? filled : `${filled}?${text}`;
    return this.random() < 0.03 ? this.mutated(address).replace(/[^\x21-\x7e]/g, '%') : address;
  }

  /** A valid value in about half of the cases. */
  private valueOf(parameter: Parameter | undefined): string {
    const { enum: all = [], default: usual, example } = parameter?.schema ?? {};
    const valid = [...all, usual, example, parameter?.example].filter((each) => each !== undefined);
    return valid.length > 0 && this.random() < 0.5 ? textOf(this.oneOf(valid)) : this.value();
  }

  private value(): string {
    const value = this.oneOf(VALUES);
    return this.random() < 0.2 ? this.mutated(value) : value;
  }

  private headers(): Record<string, string> {
    const headers: Record<string, string> = {};
    while (this.random() < 0.35) {
      const name = this.oneOf(Object.keys(HEADERS));
      const value =
        this.random() < 0.2 ? this.mutated(this.oneOf(HEADERS[name]!)) : this.oneOf(HEADERS[name]!);
      // What Node's client would refuse to send is part of the raw requests.
      headers[name] = value.replace(/[^\t\x20-\x7e\x80-\xff]/g, '?');
    }
    return headers;
  }

  private mutated(text: string): string {
    const place = Math.floor(this.random() * (text.length + 1));
    const rest = text.slice(place + Math.floor(this.random() * 2));
    switch (Math.floor(this.random() * 4)) {
      case 0:
        return text.slice(0, place) + String.fromCharCode(Math.floor(this.random() * 256)) + rest;
      case 1:
        return text.slice(0, place) + this.oneOf(PIECES) + rest;
      case 2:
        return text.slice(0, place);
      default:
        return text + text;
    }
  }

  private oneOf<T>(all: readonly T[]): T {
    return all[Math.floor(this.random() * all.length)]!;
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
