import { describe, expect, it } from '@jest/globals';
import { traceHeaders } from './trace-headers.js';

const TRACE_ID = '0af7651916cd43dd8448eb211c80319c';
const SPAN_ID = 'b7ad6b7169203331';
const TRACEPARENT = `00-${TRACE_ID}-${SPAN_ID}-01`;

describe('the headers that carry a trace', () => {
  it.each([
    ['traceparent', TRACEPARENT],
    ['traceparent', `00-${TRACE_ID}-${SPAN_ID}-00`],
    ['traceparent', `cc-${TRACE_ID}-${SPAN_ID}-01-what-the-future-brings`],
    ['baggage', 'userId=alice,serverNode=DF%2028;isProduction=false , empty='],
    ['baggage', 'a=b==;property;key=value'],
    ['b3', '0'],
    ['b3', 'd'],
    ['b3', `${TRACE_ID}-${SPAN_ID}`],
    ['b3', `${SPAN_ID}-${SPAN_ID}-1-${SPAN_ID}`],
    ['x-b3-traceid', SPAN_ID],
    ['x-b3-spanid', SPAN_ID],
    ['x-b3-parentspanid', SPAN_ID],
    ['x-b3-sampled', 'true'],
    ['x-b3-flags', '1'],
  ])('keep %s: %s', (name, value) => {
    expect(traceHeaders({ [name]: value })).toEqual({ [name]: value });
  });

  it.each([
    ['traceparent', `00-${'0'.repeat(32)}-${SPAN_ID}-01`],
    ['traceparent', `00-${TRACE_ID}-${'0'.repeat(16)}-01`],
    ['traceparent', `ff-${TRACE_ID}-${SPAN_ID}-01`],
    ['traceparent', `${TRACEPARENT}-more`],
    ['traceparent', TRACEPARENT.toUpperCase()],
    ['traceparent', `${TRACEPARENT}, ${TRACEPARENT}`],
    ['baggage', ''],
    ['baggage', 'no value'],
    ['baggage', 'a=b,,c=d'],
    ['baggage', 'a=b;property with spaces'],
    ['baggage', 'a=b;key="value"'],
    ['baggage', 'a(b)=c'],
    ['baggage', `key=${'v'.repeat(7168)}`],
    ['baggage', 'spaces in=the name'],
    ['baggage', `key=${'v'.repeat(8192)}`],
    ['baggage', Array.from({ length: 65 }, (_, index) => `k${index}=v`).join(',')],
    ['b3', '2'],
    ['b3', `${TRACE_ID}-${SPAN_ID}-x`],
    ['x-b3-traceid', 'abc'],
    ['x-b3-spanid', `${SPAN_ID}, ${SPAN_ID}`],
    ['x-b3-sampled', '2'],
    ['x-b3-flags', '1,0'],
    ['x-b3-unknown', '1'],
    ['cookie', 'secret=1'],
  ])('leave out %s: %s', (name, value) => {
    expect(traceHeaders({ [name]: value })).toEqual({});
  });

  it('keep a state only with its parent', () => {
    const state = { tracestate: 'vendor=value,tenant@system=a b' };
    expect(traceHeaders({ ...state, traceparent: TRACEPARENT })).toEqual({
      ...state,
      traceparent: TRACEPARENT,
    });
    expect(traceHeaders(state)).toEqual({});
    expect(traceHeaders({ ...state, traceparent: 'invalid' })).toEqual({});
  });

  it('leave out baggage where all are too long together, and nothing else', () => {
    const state = `v=${'1'.repeat(250)},w=${'1'.repeat(250)}`;
    const parent = { traceparent: TRACEPARENT, b3: '1' };
    const sizes = [6000, 6600, 7200, 8000].map((length) =>
      Object.keys(traceHeaders({ ...parent, tracestate: state, baggage: `a=${'b'.repeat(length)}` })),
    );
    expect(sizes).toEqual([
      ['traceparent', 'tracestate', 'baggage', 'b3'],
      ['traceparent', 'tracestate', 'b3'],
      ['traceparent', 'tracestate', 'b3'],
      ['traceparent', 'tracestate', 'b3'],
    ]);
  });

  it.each(['', ',', 'UPPER=v', 'no-value', 'a=b=c', `k=${'v'.repeat(512)}`])(
    'leave out the state %s',
    (tracestate) => {
      expect(traceHeaders({ traceparent: TRACEPARENT, tracestate })).toEqual({ traceparent: TRACEPARENT });
    },
  );
});
