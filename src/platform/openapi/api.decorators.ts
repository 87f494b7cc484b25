import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { problemOf } from '../problem.filter.js';

/** RFC 9457, with the members that every problem of this project has. */
const PROBLEM_SCHEMA = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'What was expected and what came.' },
    code: { type: 'string' },
  },
};

/** The problems that routes have in common. */
const COMMON = {
  400: 'A parameter cannot be used; `problems` names its field.',
  404: 'No application has this name.',
  406: 'None of the forms in `Accept` is offered.',
  414: 'The name is longer than any parameter of a path may be.',
  503: 'There is too much to do; `Retry-After` says when to come again.',
} as const;

/** Documents an answer that is a problem document. */
export function ApiProblem(status: number, description: string, example?: Error): MethodDecorator {
  const problem = { schema: PROBLEM_SCHEMA, ...(example && { example: problemOf(example) }) };
  return ApiResponse({ status, description, content: { 'application/problem+json': problem } });
}

/** Documents problems that say the same on every route. */
export function ApiCommonProblems(...statuses: (keyof typeof COMMON)[]): MethodDecorator {
  return applyDecorators(...statuses.map((status) => ApiProblem(status, COMMON[status])));
}
