import { describe, expect, it } from '@jest/globals';
import type { FastifyRequest } from 'fastify';
import { bodyTypeOf, parseBody } from './chart-body.js';

const JSON_TYPE = 'application/json';
const FORM_TYPE = 'application/x-www-form-urlencoded';

const request = (type: string | undefined, body?: string) =>
  ({
    headers: type === undefined ? {} : { 'content-type': type },
    body: body === undefined ? undefined : Buffer.from(body),
  }) as unknown as FastifyRequest;

describe('parseBody', () => {
  it('reads JSON with any parameters in its media type', () => {
    expect(bodyTypeOf(request('Application/JSON; charset=utf-8'))).toBe(JSON_TYPE);
    expect(parseBody(request('Application/JSON; charset=utf-8', '{"c":{"a":[1]},"w":5}'))).toEqual({
      c: { a: [1] },
      w: 5,
    });
  });

  it('reads a form, and keeps all values of a repeated name', () => {
    expect(parseBody(request(FORM_TYPE, 'c=%7B%7D&w=5&w=6&bkg=rgb(1,+2,+3)'))).toEqual({
      c: '{}',
      w: ['5', '6'],
      bkg: 'rgb(1, 2, 3)',
    });
  });

  it.each(['[]', '"x"', 'null', '7'])('refuses JSON that is not an object: %s', (body) => {
    expect(() => parseBody(request(JSON_TYPE, body))).toThrow('Expected the body to be a JSON object');
  });

  it.each(['', '{', '{type:1}'])('refuses invalid JSON: %j', (body) => {
    expect(() => parseBody(request(JSON_TYPE, body))).toThrow(
      expect.objectContaining({ status: 400, code: 'INVALID_INPUT' }),
    );
  });

  it('treats __proto__ like any other name', () => {
    const given = parseBody(request(JSON_TYPE, '{"__proto__":{"width":5}}'));

    expect(given['width']).toBeUndefined();
  });

  it.each([undefined, '', 'text/csv', 'multipart/form-data; boundary=x'])(
    'refuses the media type %s',
    (type) => {
      expect(() => parseBody(request(type))).toThrow(expect.objectContaining({ status: 415 }));
    },
  );
});
