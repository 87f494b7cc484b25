import { describe, expect, it } from '@jest/globals';
import { RequestContext } from './request-context.js';

const TRACE = {
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
  tracestate: 'v=1',
  baggage: 'k=v',
  b3: '80f198ee56343ba864fe8b2a57d3eff7-e457b5a2e4d86bd1-1',
  'x-b3-traceid': '80f198ee56343ba864fe8b2a57d3eff7',
};

describe('the headers of the next hop', () => {
  it('are the request id, trace context, baggage and B3, and nothing else', () => {
    const incoming = {
      ...TRACE,
      'x-request-id': 'from the caller',
      cookie: 'secret',
      authorization: 'Bearer secret',
      host: 'example.org',
    };

    expect(new RequestContext('id-1', incoming).hopHeaders()).toEqual({ 'x-request-id': 'id-1', ...TRACE });
  });

  it('leave out invalid values', () => {
    const context = new RequestContext('id', { traceparent: '00-a-b-01', baggage: 'k=v', 'x-b3-flags': '7' });
    expect(context.hopHeaders()).toEqual({ 'x-request-id': 'id', baggage: 'k=v' });
    expect(context.carriesBaggage).toBe(true);
    expect(new RequestContext('id', { baggage: 'invalid' }).carriesBaggage).toBe(false);
  });
});
