import { NotFoundException } from '@nestjs/common';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AppError, InvalidInputError, NotAcceptableError, UpstreamError } from './errors.js';
import { problemOf } from './problem.filter.js';

describe('problemOf', () => {
  it('describes an application error by its code, status and details', () => {
    const problems = [{ field: 'format', sentence: 'Expected format to be png but received gif' }];

    expect(problemOf(new InvalidInputError(problems))).toEqual({
      type: 'about:blank',
      title: 'Invalid input',
      status: 400,
      detail: 'Expected format to be png but received gif',
      code: 'INVALID_INPUT',
      problems,
    });
  });

  it('is short, however long the input that it repeats', () => {
    const long = fc
      .string({ unit: 'grapheme', maxLength: 50 })
      .chain((text) => fc.integer({ min: 0, max: 2000 }).map((times) => text.repeat(times)));
    const errors = fc.oneof(
      fc
        .array(fc.record({ field: long, sentence: long }), { maxLength: 200 })
        .map((all) => new InvalidInputError(all)),
      long.map((text) => new NotAcceptableError(text, ['image/png'])),
      long.map((text) => new NotFoundException(`Cannot GET /${text}`)),
      fc.record({ sentence: long, path: fc.array(long) }).map(({ sentence, path }) => {
        return new AppError({ code: 'REFUSED', status: 400, title: 'Refused', sentence, details: { path } });
      }),
    );

    fc.assert(
      fc.property(errors, (error) => {
        const problem = problemOf(error);
        expect(JSON.stringify(problem).length).toBeLessThanOrEqual(16_000);
        expect(problem.detail.length).toBeLessThanOrEqual(2000);
      }),
    );
  });

  it('maps a failed hop to 502, a slow hop to 504 and overload to 503', () => {
    expect(problemOf(new UpstreamError('refused', 'x:1', 'x:1 refused the connection')).status).toBe(502);
    expect(problemOf(new UpstreamError('timeout', 'x:1', 'x:1 did not answer')).status).toBe(504);
    expect(
      problemOf(new AppError({ code: 'FULL', status: 503, title: 'Full', sentence: 'Full' })).status,
    ).toBe(503);
  });

  it("keeps the status and message of Nest's and Fastify's own errors", () => {
    expect(problemOf(new NotFoundException('Cannot GET /x'))).toMatchObject({
      status: 404,
      detail: 'Cannot GET /x',
    });
    expect(problemOf(Object.assign(new Error('bad url'), { statusCode: 400 }))).toMatchObject({
      status: 400,
      detail: 'bad url',
    });
  });

  it.each([
    [new Error('secret at /etc/x')],
    ['a string'],
    [null],
    [Object.assign(new Error('secret'), { statusCode: 200 })],
  ])('reveals no internal details of %p', (thrown) => {
    const problem = problemOf(thrown);

    expect(problem).toMatchObject({ status: 500, code: 'INTERNAL_SERVER_ERROR' });
    expect(JSON.stringify(problem)).not.toMatch(/secret|string/);
  });
});
