import { describe, expect, it } from '@jest/globals';
import type { FastifyRequest } from 'fastify';
import { bodyTypeOf, readingsInBody } from './chart-body.js';

const JSON_TYPE = 'application/json';
const FORM_TYPE = 'application/x-www-form-urlencoded';

const request = (type: string | undefined, body?: string) =>
  ({
    headers: type === undefined ? {} : { 'content-type': type },
    body: body === undefined ? undefined : Buffer.from(body),
  }) as unknown as FastifyRequest;

const chartIn = (type: string, body: string) => readingsInBody(request(type, body))[0]!.fields;

describe('readingsInBody', () => {
  it('reads JSON with any parameters in its media type', () => {
    expect(bodyTypeOf(request('Application/JSON; charset=utf-8'))).toBe(JSON_TYPE);
    expect(chartIn('Application/JSON; charset=utf-8', '{"c":{"a":[1]},"w":5}')).toMatchObject({
      chart: { a: [1] },
      width: 5,
    });
  });

  it('reads a form, and keeps all values of a repeated name', () => {
    expect(chartIn(FORM_TYPE, 'c=%7B%7D&w=5&w=6&bkg=rgb(1,+2,+3)')).toMatchObject({
      chart: '{}',
      width: ['5', '6'],
      backgroundColor: 'rgb(1, 2, 3)',
    });
  });

  it('joins a specification in a form that was not encoded', () => {
    const sent = `w=5&c={a:['R&D','x=1&y']}&h=7`;

    expect(chartIn(FORM_TYPE, sent)).toMatchObject({ chart: "{a:['R&D','x=1&y']}", width: '5', height: '7' });
  });

  it.each(['[]', '"x"', 'null', '7'])('refuses JSON that is not an object: %s', (body) => {
    expect(() => chartIn(JSON_TYPE, body)).toThrow('Expected the body to be a JSON object');
  });

  it.each(['', '{', '{type:1}'])('refuses invalid JSON: %j', (body) => {
    expect(() => chartIn(JSON_TYPE, body)).toThrow(
      expect.objectContaining({ status: 400, code: 'INVALID_INPUT' }),
    );
  });

  it('treats __proto__ like any other name', () => {
    expect(chartIn(JSON_TYPE, '{"__proto__":{"width":5}}').width).toBeUndefined();
    expect(chartIn(FORM_TYPE, '__proto__=5&c={}').width).toBeUndefined();
  });

  it.each([undefined, '', 'text/csv', 'multipart/form-data; boundary=x'])(
    'refuses the media type %s',
    (type) => {
      expect(() => readingsInBody(request(type))).toThrow(expect.objectContaining({ status: 415 }));
    },
  );
});
