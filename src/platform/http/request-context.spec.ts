import { describe, expect, it } from '@jest/globals';
import { hopHeaders } from './request-context.js';

describe('hopHeaders', () => {
  it('carries the request id, trace context, baggage and B3, and nothing else', () => {
    const incoming = {
      traceparent: '00-a-b-01',
      tracestate: 'v=1',
      baggage: 'k=v',
      b3: 'a-b-1',
      'x-b3-traceid': 'a',
      'x-request-id': 'from the caller',
      cookie: 'secret',
      authorization: 'Bearer secret',
      host: 'example.org',
    };

    expect(hopHeaders(incoming, 'id-1')).toEqual({
      'x-request-id': 'id-1',
      traceparent: '00-a-b-01',
      tracestate: 'v=1',
      baggage: 'k=v',
      b3: 'a-b-1',
      'x-b3-traceid': 'a',
    });
  });

  it('joins the values of a repeated header', () => {
    expect(hopHeaders({ 'x-b3-flags': ['1', '2'] }, 'id')).toMatchObject({ 'x-b3-flags': '1,2' });
  });
});
