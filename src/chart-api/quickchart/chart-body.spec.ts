import { describe, expect, it } from '@jest/globals';
import type { FastifyRequest } from 'fastify';
import { bodyTypeOf, givenInBody } from './chart-body.js';

const JSON_TYPE = 'application/json';
const FORM_TYPE = 'application/x-www-form-urlencoded';

const request = (type: string | undefined, body?: string) =>
  ({
    headers: type === undefined ? {} : { 'content-type': type },
    body: body === undefined ? undefined : Buffer.from(body),
  }) as unknown as FastifyRequest;

describe('givenInBody', () => {
  it('reads JSON, whatever parameters its type has', () => {
    expect(bodyTypeOf(request('Application/JSON; charset=utf-8'))).toBe(JSON_TYPE);
    expect(givenInBody(request('Application/JSON; charset=utf-8', '{"c":{"a":[1]},"w":5}'))).toEqual({
      c: { a: [1] },
      w: 5,
    });
  });

  it('reads a form, and keeps all values of a name that is given twice', () => {
    expect(givenInBody(request(FORM_TYPE, 'c=%7B%7D&w=5&w=6&bkg=rgb(1,+2,+3)'))).toEqual({
      c: '{}',
      w: ['5', '6'],
      bkg: 'rgb(1, 2, 3)',
    });
  });

  it.each(['[]', '"x"', 'null', '7'])('refuses JSON that gives nothing by name: %s', (body) => {
    expect(() => givenInBody(request(JSON_TYPE, body))).toThrow('Expected the body to be an object in JSON');
  });

  it.each(['', '{', '{type:1}'])('refuses what is no JSON: %j', (body) => {
    expect(() => givenInBody(request(JSON_TYPE, body))).toThrow(
      expect.objectContaining({ status: 400, code: 'INVALID_INPUT' }),
    );
  });

  it('takes a prototype for a name like any other', () => {
    const given = givenInBody(request(JSON_TYPE, '{"__proto__":{"width":5}}'));

    expect(given['width']).toBeUndefined();
  });

  it.each([undefined, '', 'text/csv', 'multipart/form-data; boundary=x'])('refuses the type %s', (type) => {
    expect(() => givenInBody(request(type))).toThrow(expect.objectContaining({ status: 415 }));
  });
});
