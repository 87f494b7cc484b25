import { NotFoundException } from '@nestjs/common';
import { describe, expect, it } from '@jest/globals';
import { AppError, InvalidInputError, UpstreamError } from './errors.js';
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
