import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { problemOf } from '../problem.filter.js';

/** A problem document (RFC 9457) with the members that problems of this project have; a component of each document. */
export const PROBLEM_SCHEMA = {
  type: 'object',
  description: 'A problem document ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)).',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string', description: 'Always `about:blank`: `code` identifies the kind of problem.' },
    title: { type: 'string', description: 'The kind of problem, the same for every occurrence.' },
    status: { type: 'integer', description: 'The HTTP status.' },
    detail: { type: 'string', description: 'What was expected and what was received.' },
    code: { type: 'string', description: 'The kind of problem for programs, such as `INVALID_INPUT`.' },
    problems: {
      type: 'array',
      description: 'The invalid fields; only with the code `INVALID_INPUT`.',
      items: {
        type: 'object',
        required: ['field', 'sentence'],
        properties: {
          field: { type: 'string', description: 'The name of the field.' },
          sentence: { type: 'string', description: 'What was expected and what was received.' },
        },
      },
    },
  },
};

const PROBLEM = { schema: { $ref: '#/components/schemas/Problem' } };

/** The content of a response that is a problem document. */
export const PROBLEM_CONTENT = { 'application/problem+json': PROBLEM };

/** The contents of a response that is available in several media types: text, or binary. */
export function contentIn(mediaTypes: readonly string[]) {
  const schemaOf = (type: string) => (/^text\/|\+xml$/.test(type) ? {} : { contentMediaType: type });
  return Object.fromEntries(
    mediaTypes.map((type) => [type, { schema: { type: 'string', ...schemaOf(type) } }]),
  );
}

/** Problems that several routes share. */
const COMMON = {
  400: 'A parameter is invalid; `problems` names the field.',
  404: 'No application has this name.',
  406: 'None of the formats in `Accept` is available.',
  414: 'The name is longer than the limit for path parameters.',
  502: 'Another server cannot be read; `detail` says why.',
  503: 'The service is overloaded; `Retry-After` gives the number of seconds to wait before a retry.',
  504: 'Another server is too slow.',
} as const;

/** Documents a response that is a problem document. */
export function ApiProblem(status: number, description: string, example?: Error): MethodDecorator {
  const problem = { ...PROBLEM, ...(example && { example: problemOf(example) }) };
  return ApiResponse({ status, description, content: { 'application/problem+json': problem } });
}

/** Documents problems that mean the same on every route. */
export function ApiCommonProblems(...statuses: (keyof typeof COMMON)[]): MethodDecorator {
  return applyDecorators(...statuses.map((status) => ApiProblem(status, COMMON[status])));
}
